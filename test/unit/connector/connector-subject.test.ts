import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeGuid, encodeGuid, explainUnreadableSubject, formatSubject, parseSubject, wrongEncodingOf } from '../../../src/connector/connector-subject.ts';

/** Published pairs: the first from Microsoft's docs, the rest recomputed from public subjects. */
const VECTORS: readonly (readonly [string, string])[] = [
  ['72f988bf-86f1-41af-91ab-2d7cd011db47', 'v4j5cvGGr0GRqy180BHbRw'],
  ['33e01921-4d64-4f8c-a055-5bdaffd5e33d', 'IRngM2RNjE-gVVva_9XjPQ'],
  ['975f013f-7f24-47e8-a7d3-abc4752bf346', 'PwFflyR_6Een06vEdSvzRg'],
  ['cdc5aeea-15c5-4db6-b079-fcadd2505dc2', '6q7FzcUVtk2wefyt0lBdwg'],
  ['1ccffdab-21fe-40b2-9b3d-c3a7222a330e', 'q_3PHP4hskCbPcOnIiozDg'],
  ['58e835ab-2e39-46a9-b797-accce6633447', 'qzXoWDkuqUa3l6zM5mM0Rw'],
  ['c8f6de93-56ba-4c8e-a983-b0e93187eb34', 'k972yLpWjkypg7DpMYfrNA'],
];
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const SUBJECT = '/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/k972yLpWjkypg7DpMYfrNA/unitedstates-002_ms-20graph-5f0027f520b23e81c1';

describe('GUIDs in subjects', () => {
  for (const [guid, segment] of VECTORS) {
    test(`${guid} is ${segment}`, () => {
      assert.equal(encodeGuid(guid), segment);
      assert.equal(encodeGuid(guid.toUpperCase()), segment);
      assert.equal(decodeGuid(segment), guid);
    });
  }

  test('every GUID survives the way there and back', () => {
    fc.assert(fc.property(fc.uuid(), (guid) => decodeGuid(encodeGuid(guid)) === guid));
  });

  test('nothing else decodes: padding, other alphabets, spare bits, other lengths', () => {
    for (const text of ['', 'v4j5cvGGr0GRqy180BHbRw==', 'IRngM2RNjE+gVVva/9XjPQ', 'v4j5cvGGr0GRqy180BHbRx', 'v4j5cvGGr0GRqy180BHbR', TENANT]) {
      assert.equal(decodeGuid(text), undefined, text);
    }
    assert.throws(() => encodeGuid('common'), RangeError);
  });
});

describe('parseSubject', () => {
  test('reads a connector\'s subject', () => {
    assert.deepEqual(parseSubject(SUBJECT), {
      cloud: 'pub', tenantId: TENANT, applicationId: 'c8f6de93-56ba-4c8e-a983-b0e93187eb34',
      tail: 'unitedstates-002_ms-20graph-5f0027f520b23e81c1', apimService: 'unitedstates-002', apiName: 'ms-20graph-5f0027f520b23e81c1',
    });
  });

  test('reads a plug-in\'s, which names no connector', () => {
    const parsed = parseSubject(formatSubject('pub', TENANT, '58e835ab-2e39-46a9-b797-accce6633447', 'n/plugin/e/1/h/2'));
    assert.equal(parsed?.tail, 'n/plugin/e/1/h/2');
    assert.equal(parsed?.apiName, undefined);
  });

  test('takes no other form', () => {
    for (const text of [SUBJECT.replace('eid1', 'EID1'), ` ${SUBJECT}`, SUBJECT.replace('/a/', '/b/'), 'repo:a/b', '']) assert.equal(parseSubject(text), undefined, text);
  });
});

describe('wrong encodings are named', () => {
  const bigEndian = btoa(String.fromCharCode(...(TENANT.replaceAll('-', '').match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)))).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');

  test('bytes in the order in which the GUID is written', () => {
    assert.equal(wrongEncodingOf(bigEndian, TENANT), 'bigEndian');
  });

  test('letters of another case', () => {
    assert.equal(wrongEncodingOf('V4J5CVGGR0GRQY180BHBRW', TENANT), 'case');
  });

  test('nothing is said of the right form, of another GUID and of what is none', () => {
    assert.equal(wrongEncodingOf(encodeGuid(TENANT), TENANT), undefined);
    assert.equal(wrongEncodingOf('IRngM2RNjE-gVVva_9XjPQ', TENANT), undefined);
    assert.equal(wrongEncodingOf(bigEndian, 'common'), undefined);
    const symmetric = '00000000-0000-0000-0000-000000000002';
    assert.equal(wrongEncodingOf(encodeGuid(symmetric), symmetric), undefined);
  });

  test('padding', () => {
    assert.match(explainUnreadableSubject(SUBJECT.replace('HbRw', 'HbRw==')), /without padding/);
  });
});
