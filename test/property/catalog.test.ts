import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCatalog } from '../../src/catalog/compile.ts';
import { editDistance, suggest } from '../../src/catalog/did-you-mean.ts';
import { sample } from '../../src/catalog/lint/samples.ts';

const sha256 = (text: string): string => `h${text.length}`;

const yamlish = fc.string({
  unit: fc.constantFrom(
    'devices',
    ':',
    '\n',
    ' ',
    '-',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '&a',
    '*a',
    '#',
    '|',
    '>',
    '!!',
    '<<',
    'id',
    '1',
    '\t',
    '?',
    '%',
    '\u0000',
  ),
  maxLength: 60,
});

describe('compileCatalog', () => {
  it('never throws, whatever the texts are, and places every finding inside a file', () => {
    fc.assert(
      fc.property(
        fc.oneof(yamlish, fc.string()),
        fc.constantFrom('devices/a.yaml', 'engines/vllm.yaml', 'hosts.yaml', 'x.txt'),
        (text, path) => {
          const { findings, catalog } = compileCatalog([{ path, text }], { sha256, style: true });
          expect(catalog === undefined).toBe(findings.some((finding) => finding.level === 'error'));
          for (const { file, line, column } of findings) {
            expect(file).toBe(path);
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(text.split('\n').length + 1);
            expect(column).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same bytes for any order of the files', () => {
    const files = ['a', 'b', 'c', 'd'].map((id) => ({
      path: `devices/${id}.yaml`,
      text: JSON.stringify({ devices: [sample('devices', { id, name: id })] }),
    }));
    const expected = JSON.stringify(compileCatalog(files, { sha256 }));
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
        expect(JSON.stringify(compileCatalog(shuffled, { sha256 }))).toBe(expected);
      }),
    );
  });
});

describe('editDistance', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

  it('is symmetric, zero for equal words only, and bounded by the longer word', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it('is cut off, not changed, by a limit', () => {
    fc.assert(
      fc.property(word, word, fc.nat(8), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b), limit + 1));
      }),
    );
  });
});

describe('suggest', () => {
  it('offers candidates only, the word itself first, in any order of candidates', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{2,8}$/), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(words, fc.nat(9), (names, pick) => {
        const word = names[pick % names.length] ?? '';
        const found = suggest(word, names);
        expect(found[0]).toBe(word);
        expect(names).toEqual(expect.arrayContaining([...found]));
        expect(suggest(word, [...names].reverse())).toEqual(found);
      }),
    );
  });
});
