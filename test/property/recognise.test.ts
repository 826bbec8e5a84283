import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseLicense } from '../../src/license/recognise.ts';
import { MIT, RECOGNISABLE } from '../fixtures/license-texts.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const recognise = (text: string) => recogniseLicense(text, RECOGNISABLE, sha256);
const LINES = MIT.split('\n');
const WORDS = MIT.match(/\S+\s*/g) ?? [];
const MARKS = RECOGNISABLE.flatMap(({ recogniser }) => [recogniser.title ?? '', ...(recogniser.phrases ?? [])]);

/** A sentence as people add it: small words, at least three. */
const sentence = fc
  .array(
    fc.constantFrom('you', 'may', 'not', 'use', 'this', 'for', 'profit', 'weapons', 'banks', 'pay', 'us', '禁止商用'),
    {
      minLength: 3,
      maxLength: 12,
    },
  )
  .map((words) => words.join(' '));
const dressed = fc
  .tuple(
    sentence,
    fc.constantFrom(
      '',
      '# ',
      '- ',
      'Copyright (c) 2024 ',
      'Copyright 2025 Jane Doe; ',
      '(c) 2024 ',
      '<p>',
      '<!-- ',
      '> ',
    ),
  )
  .map(([text, dress]) => `${dress}${text}`);

describe('license texts', () => {
  it('any text has an answer', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...MARKS, MIT, '\n', '©', '<p>'));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        expect(['recognised', 'ambiguous', 'unknown']).toContain(recognise(parts.join('')).kind);
      }),
    );
  });

  it('MIT with one more sentence is never MIT', () => {
    fc.assert(
      fc.property(dressed, fc.nat({ max: LINES.length }), (added, at) => {
        const text = [...LINES.slice(0, at), added, ...LINES.slice(at)].join('\n');
        expect(recognise(text)).not.toMatchObject({ id: 'mit' });
      }),
    );
  });

  it('MIT with words left out or swapped is never MIT', () => {
    const first = WORDS.findIndex((word) => word.startsWith('Permission'));
    fc.assert(
      fc.property(fc.integer({ min: first, max: WORDS.length - 1 }), fc.boolean(), (at, swap) => {
        const text = [...WORDS.slice(0, at), ...(swap ? ['weights '] : []), ...WORDS.slice(at + 1)].join('');
        expect(recognise(text)).not.toMatchObject({ id: 'mit' });
      }),
    );
  });

  it('white space, case and wrapping change nothing', () => {
    const body = MIT.slice(MIT.indexOf('Permission'));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(' ', '\n', '\t', '\r\n', '  '), { minLength: 5, maxLength: 40 }),
        fc.boolean(),
        (gaps, loud) => {
          let at = 0;
          const text = body.trim().replaceAll(/\s+/g, () => gaps[at++ % gaps.length] ?? ' ');
          expect(recognise(`MIT License\n\n${loud ? text.toUpperCase() : text}`)).toMatchObject({ id: 'mit' });
        },
      ),
    );
  });
});
