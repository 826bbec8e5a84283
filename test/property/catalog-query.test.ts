import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryNode } from '../../src/catalog/query/ast.ts';
import { QUERY_FIELDS } from '../../src/catalog/query/fields.ts';
import { matchesQuery } from '../../src/catalog/query/match.ts';
import { parseQuery } from '../../src/catalog/query/parse.ts';
import { parameters, tokens } from '../../src/units/quantities.ts';
import { license, MOE, model } from '../unit/catalog/models.ts';

const LICENSES = [
  license({ id: 'mit', category: 'permissive' }),
  license({ id: 'study-1', category: 'research-only', commercialUse: { allowed: 'no' } }),
];
const CONTEXT = { licenses: new Map(LICENSES.map((entry) => [entry.id, entry])) };

const grade = fc.constantFrom('native', 'supported', 'incidental', 'none');
const subject = fc
  .record({
    total: fc.integer({ min: 1, max: 700 }),
    context: fc.constantFrom(8192, 32_000, 32_768, 131_072),
    moe: fc.boolean(),
    family: fc.constantFrom('qwen', 'llama', 'mistral'),
    released: fc.option(fc.constantFrom('2024', '2025-04', '2025-04-28', '2026-01-01'), { nil: undefined }),
    zh: fc.option(grade, { nil: undefined }),
    license: fc.constantFrom('mit', 'study-1', 'nobody-knows'),
    tools: fc.constantFrom('yes', 'no', 'unknown'),
  })
  .map((facts) => {
    const total = parameters(facts.total * 1e9);
    const plain = model({
      family: facts.family,
      parameters: { total, active: total },
      context: { native: tokens(facts.context) },
      license: { id: facts.license, confidence: 'text', gated: 'unknown' },
      languages: facts.zh === undefined ? {} : { zh: facts.zh },
      ...(facts.released === undefined ? {} : { released: facts.released }),
    });
    return {
      ...plain,
      ...(facts.moe ? { architecture: MOE } : {}),
      capabilities: { ...plain.capabilities, tools: facts.tools },
    };
  });

const comparison = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const term = fc.oneof(
  fc.constantFrom(
    'moe',
    'dense',
    'tools',
    'tools:unknown',
    'vision',
    'reasoning',
    'license:commercial',
    'license:permissive',
    'language:zh',
    'gated:no',
  ),
  fc.constantFrom('qwen', 'llama', 'q*', 'mistral,qwen').map((value) => `family:${value}`),
  fc.tuple(comparison, fc.constantFrom('7b', '70b', '500m')).map(([op, value]) => `params${op}${value}`),
  fc.tuple(comparison, fc.constantFrom('8k', '32k', '32768')).map(([op, value]) => `context${op}${value}`),
  fc.tuple(comparison, fc.constantFrom('2025', '2025-04', '2025-04-28')).map(([op, value]) => `released${op}${value}`),
  fc.tuple(comparison, fc.constantFrom('strong', 'supported', 'none')).map(([op, value]) => `language:zh${op}${value}`),
);
const query = fc.letrec<{ readonly any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    term,
    tie('any').map((inner) => `not (${inner})`),
    fc.tuple(tie('any'), fc.constantFrom('and', 'or'), tie('any')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
  ),
})).any;

function parsed(text: string): QueryNode {
  const result = parseQuery(text);
  if (result.kind === 'error') throw new Error(`${text}: ${result.message}`);
  return result.ast;
}

const ask = (text: string, about: ReturnType<typeof model>): boolean => matchesQuery(parsed(text), about, CONTEXT);

describe('parseQuery', () => {
  it('never throws, and points into the text when it refuses', () => {
    const words = fc.constantFrom(
      'and',
      'or',
      'not',
      '(',
      ')',
      ':',
      '<=',
      '=',
      ',',
      '"',
      '*',
      '7b',
      'zh',
      '!',
      '中',
      ...QUERY_FIELDS.map((field) => field.name),
    );
    const soup = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        const result = parseQuery(text);
        if (result.kind === 'ok') return;
        expect(result.offset).toBeGreaterThanOrEqual(0);
        expect(result.offset).toBeLessThanOrEqual(text.length);
        expect(result.message).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  it('does not care for case or space', () => {
    fc.assert(
      fc.property(query, subject, (text, about) => {
        const loud = text.toUpperCase().replace(/([()<>=!]+|:)/g, ' $1 ');
        expect(ask(loud, about)).toBe(ask(text, about));
      }),
    );
  });
});

describe('matchesQuery', () => {
  it('undoes a double negation', () => {
    fc.assert(fc.property(query, subject, (text, about) => ask(`not not (${text})`, about) === ask(text, about)));
  });

  it('lets and and or commute, and obeys De Morgan', () => {
    fc.assert(
      fc.property(query, query, subject, (a, b, about) => {
        expect(ask(`(${a}) and (${b})`, about)).toBe(ask(`(${b}) and (${a})`, about));
        expect(ask(`(${a}) or (${b})`, about)).toBe(ask(`(${b}) or (${a})`, about));
        expect(ask(`not ((${a}) and (${b}))`, about)).toBe(ask(`not (${a}) or not (${b})`, about));
      }),
    );
  });

  it('gives each number one of <, = and >', () => {
    fc.assert(
      fc.property(
        subject,
        fc.constantFrom('params:7b', 'context:32k', 'context:8192', 'active:70b'),
        (about, question) => {
          const [field = '', value = ''] = question.split(':');
          const answers = ['<', '=', '>'].map((op) => ask(`${field}${op}${value}`, about));
          expect(answers.filter(Boolean)).toHaveLength(1);
          expect(ask(`${field}<=${value}`, about)).toBe(answers[0] === true || answers[1] === true);
          expect(ask(`${field}>=${value}`, about)).toBe(answers[2] === true || answers[1] === true);
          expect(ask(`${field}!=${value}`, about)).toBe(answers[1] === false);
        },
      ),
    );
  });
});
