import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parameterList, parameterListText } from '../../../../src/authoring/commands/parameter-list.ts';

describe('parameters in one line', () => {
  it('has names, types, headers and what is required', () => {
    assert.deepEqual(parameterList('top:integer, filter, header X-Request-Id!, $select : string !,query all:Boolean'), [
      { name: 'top', in: 'query', type: 'integer' },
      { name: 'filter', in: 'query', type: 'string' },
      { name: 'X-Request-Id', in: 'header', type: 'string', required: true },
      { name: '$select', in: 'query', type: 'string', required: true },
      { name: 'all', in: 'query', type: 'boolean' },
    ]);
  });

  it('may be empty', () => {
    assert.deepEqual(parameterList(''), []);
    assert.deepEqual(parameterList(' , '), []);
  });

  it('takes a header for one only where a name follows', () => {
    assert.deepEqual(parameterList('header, query!'), [{ name: 'header', in: 'query', type: 'string' }, { name: 'query', in: 'query', type: 'string', required: true }]);
  });

  it('says what it cannot read', () => {
    for (const [line, pattern] of [['top:int', /type "int"/], ['two words', /"two words" is no parameter/], ['a, !', /"!" is no parameter/], ['path id', /no parameter/], ['a:', /type ""/]] as const) {
      const answer = parameterList(line);
      assert.ok('message' in answer, line);
      assert.match(answer.message, pattern);
    }
  });

  it('is written as it is read', () => {
    const parameter = fc.record({
      name: fc.stringMatching(/^[$\w-][\w.[\]-]*$/),
      in: fc.constantFrom('query', 'header'),
      type: fc.constantFrom('string', 'integer', 'number', 'boolean'),
      required: fc.constantFrom(true, undefined),
    });
    fc.assert(fc.property(fc.array(parameter), (list) => {
      const written = list.map(({ required, ...rest }) => (required ? { ...rest, required } : rest));
      assert.deepEqual(parameterList(parameterListText(written as never)), written);
    }));
  });
});
