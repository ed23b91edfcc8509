import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeGuid, encodeGuid, formatSubject, parseSubject, subjectFault, wrongEncodingOf } from '../../../src/connector/connector-subject.ts';

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
  const APPLICATION = 'c8f6de93-56ba-4c8e-a983-b0e93187eb34';
  const TAIL = 'unitedstates-002_ms-20graph-5f0027f520b23e81c1';
  const hexOf = (guid: string): string => guid.replaceAll('-', '');
  const bytesOf = (hex: string): string => String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)));
  const url = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const plain = (segment: string): string => segment.replaceAll('-', '+').replaceAll('_', '/');
  const swapped = (text: string): string => [...text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('');

  /** Each way to write a GUID that is not Power Platform's, and the words that name it. */
  const mistakes: readonly (readonly [string, (guid: string) => string, RegExp])[] = [
    ['the GUID as text', (guid) => guid, /is a GUID as text/],
    ['the GUID in braces', (guid) => `{${guid.toUpperCase()}}`, /is a GUID as text/],
    ['the hexadecimal digits', hexOf, /is a GUID's hexadecimal form/],
    ['base64 of the text', (guid) => btoa(guid), /is the base64 form of a GUID's text/],
    ['base64url of the text, without padding', (guid) => url(btoa(guid)), /is the base64 form of a GUID's text/],
    ['base64 of the hexadecimal digits', (guid) => btoa(hexOf(guid)), /is the base64 form of a GUID's hexadecimal digits/],
    ['the bytes as they are written', (guid) => url(btoa(bytesOf(hexOf(guid)))), /bytes in the order in which it is written/],
    ['padding', (guid) => `${encodeGuid(guid)}==`, /ends with "="|plain base64/],
    ['encoded padding', (guid) => `${encodeGuid(guid)}%3D%3D`, /ends with "="|plain base64/],
    ['plain base64', (guid) => `${plain(encodeGuid(guid))}==`, /ends with "="|plain base64/],
    ['upper case', (guid) => encodeGuid(guid).toUpperCase(), /letters in another case/],
    ['lower case', (guid) => encodeGuid(guid).toLowerCase(), /letters in another case/],
    ['swapped case', (guid) => swapped(encodeGuid(guid)), /letters in another case/],
    ['a character lost', (guid) => encodeGuid(guid).slice(0, -1), /has 21 characters, and an encoded GUID has 22/],
    ['a strange character', (guid) => `${encodeGuid(guid).slice(0, 10)}ß${encodeGuid(guid).slice(11)}`, /holds "ß"/],
    ['nothing', () => '', /has 0 characters/],
  ];
  for (const [name, write, words] of mistakes) {
    test(`${name}, of any tenant and of the connectors' application`, () => {
      fc.assert(fc.property(fc.oneof(fc.uuid(), fc.constantFrom(...VECTORS.map(([guid]) => guid))), (guid) => {
        const right = formatSubject('pub', guid, APPLICATION, TAIL);
        const segment = write(guid);
        if (segment === encodeGuid(guid)) return;
        const fault = subjectFault(right.replace(encodeGuid(guid), segment), guid);
        assert.ok(fault);
        assert.match(fault.message, words);
        assert.ok(fault.message.startsWith(`The subject's tenant segment "${segment}" `), fault.message);
        assert.ok(fault.message.includes(`For ${guid} it is "${encodeGuid(guid)}".`));
        assert.equal(fault.expected, right);
      }), { numRuns: 200 });
      const right = formatSubject('pub', TENANT, APPLICATION, TAIL);
      const wrong = subjectFault(right.replace(encodeGuid(APPLICATION), write(APPLICATION)), TENANT);
      assert.match(wrong?.message ?? '', words);
      assert.match(wrong?.message ?? '', /^The subject's application segment ".*" .*For c8f6de93-56ba-4c8e-a983-b0e93187eb34 it is "k972yLpWjkypg7DpMYfrNA"/);
      assert.equal(wrong?.expected, right);
    });
  }

  test('plain base64 with a slash within the application', () => {
    const guid = '00ffffff-ffff-ffff-ffff-ffffffffffff';
    const fault = subjectFault(`/eid1/c/pub/t/${encodeGuid(TENANT)}/a/${plain(encodeGuid(guid))}/${TAIL}`, TENANT);
    assert.match(fault?.message ?? '', /application segment "\/\/\/.*" is in plain base64/);
    assert.equal(fault?.expected, formatSubject('pub', TENANT, APPLICATION, TAIL));
  });

  test('what stands wrong beside the segments', () => {
    const right = formatSubject('pub', TENANT, APPLICATION, TAIL);
    const cases: [string, RegExp][] = [
      [right.replace('/eid1/c/', '/EID1/C/'), /fixed parts are in the wrong case/],
      [right.replace('/pub/', '/Pub/'), /cloud segment "Pub" is in the wrong case: it reads "pub"/],
      [right.slice(1), /slash at its beginning is missing/],
      [right.replace('europe', 'eu rope').replace('graph', 'gra ph'), /blank or line break/],
      [right.slice(0, right.indexOf('/a/')), /cut off after the tenant/],
      [right.slice(0, right.indexOf(TAIL)), /connector's part is missing/],
      ['https://login.microsoftonline.com/x/v2.0', /perhaps the issuer/],
      ['', /has not the form/],
      ['repo:contoso/app', /has not the form/],
    ];
    for (const [subject, words] of cases) assert.match(subjectFault(subject, TENANT)?.message ?? '', words, subject);
    assert.equal(subjectFault(right, TENANT), undefined);
    assert.equal(subjectFault(right), undefined);
    assert.equal(subjectFault(formatSubject('pub', VECTORS[1]![0], '58e835ab-2e39-46a9-b797-accce6633447', 'n/plugin/e/1/h/2'), TENANT), undefined, 'another tenant and another product are no fault of form');
  });

  test('any text at all is answered, and no valid subject is called wrong', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => { assert.equal(subjectFault(text, TENANT) === undefined, parseSubject(text) !== undefined); }));
    fc.assert(fc.property(fc.uuid(), fc.uuid(), fc.stringMatching(/^[a-z0-9-]{1,20}_[a-z0-9-]{1,64}$/), (tenant, application, tail) => {
      assert.equal(subjectFault(formatSubject('pub', tenant, application, tail)), undefined);
    }));
  });
});

describe('wrongEncodingOf', () => {
  test('says nothing of the right form, of another GUID and of what is none', () => {
    assert.equal(wrongEncodingOf(encodeGuid(TENANT), TENANT), undefined);
    assert.equal(wrongEncodingOf('IRngM2RNjE-gVVva_9XjPQ', TENANT), undefined);
    assert.equal(wrongEncodingOf('cvmIv4bxQa-Rqy180BHbRw', 'common'), undefined);
    const symmetric = '00000000-0000-0000-0000-000000000002';
    assert.equal(wrongEncodingOf(encodeGuid(symmetric), symmetric), undefined);
    assert.equal(wrongEncodingOf('cvmIv4bxQa-Rqy180BHbRw', TENANT), 'bigEndian');
    assert.equal(wrongEncodingOf('V4J5CVGGR0GRQY180BHBRW', TENANT), 'case');
  });
});
