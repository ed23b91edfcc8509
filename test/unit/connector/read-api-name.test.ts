import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { escapeApiName, murmurHash64, predictApiName } from '../../../src/connector/connector-name.ts';
import { findApiNameOrigin, readApiName, unescapeApiName } from '../../../src/connector/read-api-name.ts';

const ENVIRONMENT = 'Default-0d645e38-ec52-4a4f-ac58-65f2ac4015f6';
const CREATOR = '03043611-d01e-4e58-9fbe-1a18ecb861d8';
const KNOWN = { environments: ['9d5fb8bf-d308-4f5a-a728-0a2038e4615a', ENVIRONMENT], people: ['9b974388-773f-4966-b27f-2e91c5916b18', CREATOR] };

describe('published names', () => {
  const names: [string, ReturnType<typeof readApiName>][] = [
    ['my-20connector-5f0027f520b23e81c1-5f9888a90360086012', { title: 'my connector', environmentHash: '0027f520b23e81c1', creatorHash: '9888a90360086012', cut: false }],
    ['connector-201-5f20a1f2d8d6777a75-5fa602f410652f4dfa', { title: 'connector 1', environmentHash: '20a1f2d8d6777a75', creatorHash: 'a602f410652f4dfa', cut: false }],
    ['dbc-5fcca-20-2d-201-5fd94596a0e5358ac4', { title: 'dbc_cca - 1', environmentHash: 'd94596a0e5358ac4', creatorHash: undefined, cut: false }],
    ['new-5fgcf-20rest-20connector-5f251f982b189de9d2', { title: 'new_gcf rest connector', environmentHash: '251f982b189de9d2', creatorHash: undefined, cut: false }],
    ['gateway-5flst-5fapp-5fcon-5fe4e6bd1abcd77fac-5f0c1c5dd7f4e428ac', { title: 'gateway_lst_app_con', environmentHash: 'e4e6bd1abcd77fac', creatorHash: '0c1c5dd7f4e428ac', cut: false }],
    ['ms-20graph-20-2d-20no-20secret-5f820e575d611694-e6ed89f31466204d', { title: 'ms graph - no secret', environmentHash: '820e575d611694', creatorHash: undefined, cut: true }],
    ['gca-20-2d-20deploy-20pipeline-5f251f982b189de9d-2501cc3075c9bd9f', { title: 'gca - deploy pipeline', environmentHash: '251f982b189de9d', creatorHash: undefined, cut: true }],
    ['uipath-20orchestrator-20-2d-201-5f686158a1348c7-f90997bf714b9708', { title: 'uipath orchestrator - 1', environmentHash: '686158a1348c7', creatorHash: undefined, cut: true }],
    ['n-2dable-20cloud-20commander-5f3a2dd1faea314cd7-4e7247cbad6f0e7f', { title: 'n-able cloud commander', environmentHash: '3a2dd1faea314cd7', creatorHash: undefined, cut: true }],
    ['microsoft-20365-20lighthouse-5f836b297a20094722-93203545fa47b5d5', { title: 'microsoft 365 lighthouse', environmentHash: '836b297a20094722', creatorHash: undefined, cut: true }],
  ];
  for (const [name, parts] of names) test(name, () => assert.deepEqual(readApiName(name), parts));

  test('tell their environment and creator where those are known', () => {
    const found = findApiNameOrigin('my-20connector-5f0027f520b23e81c1-5f9888a90360086012', KNOWN);
    assert.deepEqual([found.environment, found.creator, found.certain], [ENVIRONMENT, CREATOR, true]);
    const truncated = findApiNameOrigin('uipath-20orchestrator-20-2d-201-5f686158a1348c7-f90997bf714b9708', { environments: [...KNOWN.environments, 'Default-d8353d2a-b153-4d17-8827-902c51f72357'], people: [] });
    assert.deepEqual([truncated.environment, truncated.certain], ['Default-d8353d2a-b153-4d17-8827-902c51f72357', false]);
    const solution = findApiNameOrigin('dbc-5fcca-20-2d-201-5fd94596a0e5358ac4', { environments: ['Default-20662f19-dcf5-43db-861d-23acdd8eeb44'], people: [] });
    assert.deepEqual([solution.environment, solution.certain], ['Default-20662f19-dcf5-43db-861d-23acdd8eeb44', true]);
    const elsewhere = findApiNameOrigin('new-5fgcf-20rest-20connector-5f251f982b189de9d2', KNOWN);
    assert.deepEqual([elsewhere.environment, elsewhere.creator, elsewhere.certain], [undefined, undefined, false]);
  });

  test('are read whatever they are', () => {
    for (const name of ['', 'x', '-5f', 'a-5f0027f520b23e81c1', '-5f0027f520b23e81c1-5f9888a90360086012', '-'.repeat(64), 'sharedaad']) assert.doesNotThrow(() => findApiNameOrigin(name, KNOWN, ['', name]), name);
    assert.equal(readApiName('sharedaad').environmentHash, undefined);
  });
});

describe('the way back from a prediction', () => {
  const title = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 });

  test('escape and unescape agree, but for upper case', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }), (text) => unescapeApiName(escapeApiName(text)) === [...text].map((one) => (one.length === 1 ? unescapeApiName(escapeApiName(one)) : one)).join('') || escapeApiName(unescapeApiName(escapeApiName(text))) === escapeApiName(text)));
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), (text) => unescapeApiName(escapeApiName(text)) === text.toLowerCase()));
  });

  test('environment and creator of any title are found, when the title is known also of names that were cut', () => {
    fc.assert(fc.property(title, fc.constantFrom(...KNOWN.environments), fc.constantFrom(...KNOWN.people), (text, environment, creatorObjectId) => {
      const apiName = predictApiName({ title: text, environment, creatorObjectId });
      assert.ok(apiName.length <= 64);
      const found = findApiNameOrigin(apiName, KNOWN, [text]);
      assert.deepEqual([found.environment, found.creator, found.certain], [environment, creatorObjectId, true]);
      assert.equal(found.cut, apiName.length === 64 && apiName[47] === '-');
    }));
  });

  test('a solution\'s connector has no creator in its name', () => {
    fc.assert(fc.property(title, fc.constantFrom(...KNOWN.environments), (text, environment) => {
      const found = findApiNameOrigin(predictApiName({ solutionName: `new_${text}`, environment }), KNOWN, [`new_${text}`]);
      assert.deepEqual([found.environment, found.creator, found.certain], [environment, undefined, true]);
    }));
  });

  test('another environment and another creator are never taken for known ones', () => {
    fc.assert(fc.property(title, fc.uuid(), fc.uuid(), (text, environment, creatorObjectId) => {
      const found = findApiNameOrigin(predictApiName({ title: text, environment, creatorObjectId }), KNOWN, [text]);
      assert.deepEqual([found.environment, found.creator], [undefined, undefined]);
    }));
  });

  test('few digits of a hash prove nothing', () => {
    const environment = KNOWN.environments[0] ?? '';
    const text = 'x'.repeat(47 - 3 - 4);
    const head = `${text}-5f${murmurHash64(environment).slice(0, 4)}`;
    assert.equal(findApiNameOrigin(`${head}-0123456789abcdef`, KNOWN).environment, undefined);
  });
});
