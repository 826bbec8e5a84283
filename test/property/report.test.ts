import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyResult } from '../../src/domain/result.ts';
import { formatResult } from '../../src/report/format.ts';
import { plainPaint } from '../../src/report/layout/paint.ts';
import { drawTable } from '../../src/report/layout/table.ts';
import { displayWidth, graphemes, graphemeWidth } from '../../src/report/layout/width.ts';
import { wrap } from '../../src/report/layout/wrap.ts';
import { launchLines } from '../../src/report/shell.ts';
import { ALL_RESULTS, recommendation, recommendResult } from '../fixtures/results.ts';

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '通义千问三代超长名字',
    '（显存',
    '占用）',
    '，',
    '。',
    'Qwen3-30B-A3B-Instruct-2507',
    'a/b-c',
    '👩‍💻',
    'e\u0301',
    '“引号”',
    '🇨🇳',
    '한국어',
  ),
);
const text = fc.array(word, { maxLength: 14 }).map((words) => words.join(' ').replace(/[\p{Cc}\u2028\u2029]/gu, ''));
const withoutBlanks = (line: string): string => line.replaceAll(' ', '');

describe('wrap', () => {
  it('keeps every grapheme, in order', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 60 }), (value, width) => {
        expect(withoutBlanks(wrap(value, width).join(''))).toBe(withoutBlanks(value));
      }),
      { numRuns: 300 },
    );
  });

  it('never exceeds the width', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 4 }), (value, width, indent) => {
        // A cluster of stacked spacing marks may be wider than any line: nothing can be done about it.
        const widest = Math.max(2, ...graphemes(value).map((grapheme) => graphemeWidth(grapheme)));
        for (const line of wrap(value, width, indent))
          expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, widest + indent));
      }),
      { numRuns: 300 },
    );
  });
});

describe('tables', () => {
  const cell = text.map((value) => ({ text: value }));
  it('have lines of one width, within the width asked for, and lose no grapheme', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 4 })
          .chain((n) =>
            fc.tuple(
              fc.array(text, { minLength: n, maxLength: n }),
              fc.array(fc.array(cell, { minLength: n, maxLength: n }), { maxLength: 4 }),
            ),
          ),
        fc.integer({ min: 24, max: 120 }),
        fc.boolean(),
        ([headers, rows], width, ascii) => {
          const columns = headers.map((header) => ({ header, shrinkTo: 4 }));
          const drawn = drawTable({ columns, rows }, { width, ascii, paint: plainPaint, colon: ': ' });
          if (drawn === null) return;
          const widths = new Set(drawn.split('\n').map((line) => displayWidth(line)));
          expect(widths.size).toBe(1);
          expect(Math.max(...widths)).toBeLessThanOrEqual(width);
          const letters = (value: string): string =>
            [...value]
              .filter((c) => /[\p{L}\p{N}]/u.test(c))
              .sort()
              .join('');
          expect(letters(drawn)).toBe(letters([...headers, ...rows.flat().map((item) => item.text)].join('')));
        },
      ),
      { numRuns: 120 },
    );
  });
});

describe('reports', () => {
  const results = Object.entries(ALL_RESULTS) as [string, AnyResult][];
  const someResult = fc.constantFrom(...results);
  const look = fc.record({
    locale: fc.constantFrom('en' as const, 'zh-CN' as const),
    width: fc.integer({ min: 30, max: 200 }),
    ascii: fc.boolean(),
  });

  it('stay within the width but for commands', () => {
    fc.assert(
      fc.property(someResult, look, ([, result], options) => {
        const commands = 'plan' in result || 'hardware' in result ? /^(llama-server|ollama) / : /$^/;
        for (const line of formatResult(result, { ...options, format: 'table', color: 0 }).split('\n')) {
          if (!commands.test(line)) expect(displayWidth(line), line).toBeLessThanOrEqual(options.width);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('write no escape byte without colour, and the same words with it', () => {
    fc.assert(
      fc.property(
        someResult,
        look,
        fc.constantFrom(1 as const, 2 as const, 3 as const),
        ([, result], options, color) => {
          const plain = formatResult(result, { ...options, format: 'table', color: 0 });
          const coloured = formatResult(result, { ...options, format: 'table', color });
          expect(plain).not.toContain('\u001b');
          expect(
            coloured
              .split('\u001b')
              .map((part, i) => (i === 0 ? part : part.replace(/^\[\d+m/, '')))
              .join(''),
          ).toBe(plain);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('are ASCII in English when asked to, but for names', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 200 }), (width) => {
        const out = formatResult(recommendResult({ recommendations: [recommendation()] }), {
          format: 'table',
          locale: 'en',
          width,
          color: 0,
          ascii: true,
        });
        expect(out).toMatch(/^[\n -~]*$/);
      }),
    );
  });

  it('carry the same numbers in both languages', () => {
    const numbers = (value: string): string[] => (value.match(/\d+(?:\.\d+)?/g) ?? []).sort();
    for (const [, result] of results) {
      const write = (locale: 'en' | 'zh-CN'): string =>
        formatResult(result, { format: 'markdown', locale, width: 80, color: 0, ascii: false });
      // The scale ("of 100", "/ 3") is a matter of wording.
      const scale = (value: string): boolean => value !== '100' && value !== '2' && value !== '3' && value !== '1';
      expect(numbers(write('zh-CN')).filter(scale)).toEqual(numbers(write('en')).filter(scale));
    }
  });
});

describe('launch lines', () => {
  it('quote every word so that a POSIX shell reads it back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }).map((s) => s.replaceAll('\u0000', ''))), (args) => {
        const { launch } = recommendation();
        const line = launchLines({ ...launch, command: 'run', args }, 'linux').start.join('\n');
        expect(readWords(line)).toEqual(['run', ...args]);
      }),
    );
  });
});

/** The POSIX rules for unquoted words, single quotes and backslashes outside of quotes: all that the writer uses. */
function readWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const character = line.charAt(i);
    if (quoted) {
      if (character === "'") quoted = false;
      else word = (word ?? '') + character;
    } else if (character === "'") {
      quoted = true;
      word ??= '';
    } else if (character === '\\') {
      i++;
      word = (word ?? '') + line.charAt(i);
    } else if (character === ' ') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}
