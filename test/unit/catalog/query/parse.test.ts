import { describe, expect, it } from 'vitest';
import { QUERY_FIELDS } from '../../../../src/catalog/query/fields.ts';
import { parseQuery } from '../../../../src/catalog/query/parse.ts';

const family = (value: string, offset: number) => ({
  kind: 'has',
  field: 'family',
  values: [value],
  negated: false,
  offset,
});

describe('parseQuery', () => {
  it('binds and closer than or, and not closest', () => {
    expect(parseQuery('family:a or not family:b and family:c')).toEqual({
      kind: 'ok',
      ast: {
        kind: 'or',
        nodes: [family('a', 0), { kind: 'and', nodes: [{ kind: 'not', node: family('b', 16) }, family('c', 29)] }],
      },
    });
  });

  it('lets brackets decide', () => {
    const parsed = parseQuery('(family:a or family:b) and family:c');
    expect(parsed).toMatchObject({ kind: 'ok', ast: { kind: 'and', nodes: [{ kind: 'or' }, family('c', 27)] } });
  });

  it.each([
    ['FAMILY:Qwen AND NOT Moe', 'and'],
    ['params<=14b', 'number'],
    ['params <= 14B', 'number'],
    ['context>=128k', 'number'],
    ['released>2025-03', 'date'],
    ['released=2025', 'date'],
    ['language:zh', 'grade'],
    ['language:zh>=strong', 'grade'],
    ['language:zh = native', 'grade'],
    ['license!=mit', 'has'],
    ['family:qwen,llama', 'has'],
    ['series:"Qwen 3*"', 'has'],
    ['engine:llama.cpp', 'has'],
    ['license:bigcode-openrail-m', 'has'],
    ['license:openrail++', 'has'],
    ['name:Qwen/Qwen3-8B', 'has'],
    ['reasoning', 'has'],
  ])('reads %s', (text, kind) => {
    expect(parseQuery(text)).toMatchObject({ kind: 'ok', ast: { kind } });
  });

  it.each(QUERY_FIELDS.map((field) => [field.example]))('reads the example %s', (example) => {
    expect(parseQuery(example)).toMatchObject({ kind: 'ok' });
  });

  it.each<readonly [string, number, string, string]>([
    ['', 0, 'expected a field before the end', ''],
    ['famly:qwen', 0, 'there is no field "famly"', 'family'],
    ['moe and role:intruct', 13, '"role" is never "intruct"', 'instruct'],
    ['moe and', 7, 'expected a field before the end', ''],
    ['and moe', 0, 'expected a field before "and"', ''],
    ['moe dense', 4, 'expected "and" or "or" before "dense"', ''],
    ['(moe', 0, 'this bracket is never closed', ''],
    ['moe)', 3, 'this bracket was never opened', ''],
    ['(moe dense)', 5, 'expected "and", "or" or ")" before "dense"', ''],
    ['params', 0, '"params" needs a comparison', 'params<=14b'],
    ['params<=', 8, 'expected a number of parameters such as 7b or 500m, received the end', 'params<=14b'],
    ['params<=big', 8, 'expected a number of parameters such as 7b or 500m, received "big"', 'params<=14b'],
    ['params~7b', 6, 'unexpected "~"', ''],
    ['context>=lots', 9, 'expected a number of tokens such as 32768 or 128k, received "lots"', 'context>=128k'],
    [
      'released>=2025-13',
      10,
      'expected a date such as 2025-04-28, 2025-04 or 2025, received "2025-13"',
      'released>=2025-04',
    ],
    ['family<qwen', 6, '"family" cannot be compared with "<"', 'family:qwen,llama'],
    ['family', 0, '"family" needs a value', 'family:qwen,llama'],
    ['family:', 7, 'expected a value of "family" before the end', 'family:qwen,llama'],
    ['family:qwen,', 12, 'expected a value of "family" before the end', 'family:qwen,llama'],
    ['language', 8, '"language" needs to know of what', 'language:zh>=strong'],
    ['language:zh>=nativ', 13, 'expected a grade, received "nativ"', 'native'],
    ['moe && dense', 4, 'unexpected "&": write "and"', ''],
    ['moe and "dense', 8, 'this quote is never closed', ''],
    [`${'('.repeat(200)}moe`, 101, 'nested more than 100 deep', ''],
    [`${'not '.repeat(200)}moe`, 404, 'nested more than 100 deep', ''],
  ])('refuses %s at %i', (text, offset, message, suggestion) => {
    const parsed = parseQuery(text);
    expect(parsed).toMatchObject({ kind: 'error', offset, message });
    if (suggestion !== '' && parsed.kind === 'error') expect(parsed.suggestions).toContain(suggestion);
  });

  it('knows the words of open fields from a vocabulary', () => {
    const vocabulary = { family: new Set(['qwen', 'llama']) };
    expect(parseQuery('family:qwen', vocabulary)).toMatchObject({ kind: 'ok' });
    expect(parseQuery('family:qw*', vocabulary)).toMatchObject({ kind: 'ok' });
    expect(parseQuery('family:qwne', vocabulary)).toEqual({
      kind: 'error',
      message: '"family" is never "qwne"',
      offset: 7,
      suggestions: ['qwen'],
    });
    expect(parseQuery('family:qwne')).toMatchObject({ kind: 'ok' });
  });
});
