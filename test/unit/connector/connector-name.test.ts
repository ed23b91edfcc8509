import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeApiName, murmurHash64, predictApiName } from '../../../src/connector/connector-name.ts';

test('hashes of published environment names and object ids', () => {
  const vectors: Record<string, string> = {
    'Default-0d645e38-ec52-4a4f-ac58-65f2ac4015f6': '0027f520b23e81c1',
    'Default-5be1aa17-e6cd-4d3d-8355-01af3e607d4b': '20a1f2d8d6777a75',
    'Default-dd15e603-2d4c-413a-a441-4c049dc08c6a': 'ccef73353190ac09',
    '9d5fb8bf-d308-4f5a-a728-0a2038e4615a': '190e9222f2887669',
    'Default-20662f19-dcf5-43db-861d-23acdd8eeb44': 'd94596a0e5358ac4',
    'Default-d8353d2a-b153-4d17-8827-902c51f72357': '686158a1348c7c71',
    '03043611-d01e-4e58-9fbe-1a18ecb861d8': '9888a90360086012',
    '9b974388-773f-4966-b27f-2e91c5916b18': 'a602f410652f4dfa',
  };
  for (const [text, hash] of Object.entries(vectors)) assert.equal(murmurHash64(text), hash, text);
  assert.notEqual(murmurHash64('default-0d645e38-ec52-4a4f-ac58-65f2ac4015f6'), '0027f520b23e81c1', 'case matters');
});

test('titles are escaped', () => {
  assert.equal(escapeApiName('MS Graph - No Secret'), 'ms-20graph-20-2d-20no-20secret');
  assert.equal(escapeApiName('Connector 1'), 'connector-201');
  assert.equal(escapeApiName('a_b.c'), 'a-5fb-2ec');
  assert.equal(escapeApiName('Ünï 日本'), 'ünï-20日本');
  assert.equal(escapeApiName('a–b'), 'a--2013b');
});

test('published names of connectors come out', () => {
  assert.equal(predictApiName({ title: 'My Connector', environment: 'Default-0d645e38-ec52-4a4f-ac58-65f2ac4015f6', creatorObjectId: '03043611-d01e-4e58-9fbe-1a18ecb861d8' }),
    'my-20connector-5f0027f520b23e81c1-5f9888a90360086012');
  assert.equal(predictApiName({ title: 'Connector 1', environment: 'Default-5be1aa17-e6cd-4d3d-8355-01af3e607d4b', creatorObjectId: '9b974388-773f-4966-b27f-2e91c5916b18' }),
    'connector-201-5f20a1f2d8d6777a75-5fa602f410652f4dfa');
});

test('long names are cut at 47 and end with a digest, 64 characters in all', () => {
  const name = predictApiName({ title: 'UiPath Orchestrator - 1', environment: 'Default-d8353d2a-b153-4d17-8827-902c51f72357', creatorObjectId: '9b974388-773f-4966-b27f-2e91c5916b18' });
  assert.equal(name.length, 64);
  assert.equal(name.slice(0, 48), 'uipath-20orchestrator-20-2d-201-5f686158a1348c7-', 'the part that microsoft/PowerPlatformConnectors#2710 shows');
  assert.match(name.slice(48), /^[0-9a-f]{16}$/);
});
