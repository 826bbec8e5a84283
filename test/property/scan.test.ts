import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { scanContext } from '../../src/scan/context.ts';
import { DETECTORS } from '../../src/scan/registry.ts';
import { scanText } from '../../src/scan/scan-text.ts';
import type { Detector } from '../../src/scan/types.ts';

const catalog = await loadCatalog();
const context = scanContext(catalog.models);
const detectors: readonly Detector[] = DETECTORS;
const examples = detectors.flatMap(({ good }) => good);

/** A name of every kind of file. */
const FILES = [
  'a.py',
  'a.ts',
  'a.ipynb',
  'a.sh',
  'a.ps1',
  'Dockerfile',
  'compose.yaml',
  'a.yaml',
  'litellm.yaml',
  'a.json',
  'config.json',
  'adapter_config.json',
  'a.toml',
  'a.tf',
  '.env',
  'Modelfile',
  'README.md',
  '.github/workflows/a.yml',
  'a.go',
  'a.txt',
];
const file = fc.constantFrom(...FILES);

/** Pieces of all languages, so that nonsense comes close to sense. */
const piece = fc.constantFrom(
  'model',
  'from_pretrained',
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '`',
  ':',
  '=',
  ',',
  '\n',
  '  ',
  '\t',
  '- ',
  '#',
  '//',
  '/*',
  '*/',
  '\\',
  '|',
  '$',
  '${',
  '}}',
  '{{',
  '"""',
  'Qwen/Qwen3-8B',
  'hf://',
  'ollama pull ',
  'vllm serve ',
  '--model ',
  'FROM ',
  'base_model: ',
  '&a',
  '*a',
  '<<',
  '\u0000',
  '\u001b[31m',
  '\ufeff',
  '💥',
  '../',
  'f',
  'os.getenv(',
  'pipeline(',
);
const text = fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 60 }).map((parts) => parts.join(''));

describe('scanning', () => {
  it('never throws, and says the same twice', () => {
    fc.assert(
      fc.property(file, text, (path, content) => {
        const once = scanText(path, content, context);
        expect(scanText(path, content, context)).toEqual(once);
        for (const { line, column, file: where } of once.references) {
          expect(where).toBe(path);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(content.split(/\r\n?|\n/).length);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('does not care about a byte-order mark or the kind of line ends', () => {
    for (const example of examples) {
      const plain = scanText(example.file, example.text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'), context);
      const windows = `\ufeff${example.text.replace(/^\ufeff/, '').replace(/\r?\n/g, '\r\n')}`;
      expect(scanText(example.file, windows, context), example.text).toEqual(plain);
    }
  });

  it('finds in a longer file what it finds alone, with only lines moved', () => {
    const byLine = examples.filter(({ file: name }) => /\.(?:py|sh|ts|tf)$/.test(name));
    fc.assert(
      fc.property(fc.constantFrom(...byLine), fc.integer({ min: 1, max: 40 }), (example, lines) => {
        const moved = scanText(example.file, `${'\n'.repeat(lines)}${example.text}\n`, context).references;
        const alone = scanText(example.file, example.text, context).references;
        expect(moved.map(({ id, line }) => [id, line])).toEqual(alone.map(({ id, line }) => [id, line + lines]));
      }),
    );
  });

  it('is silent in comments', () => {
    const marks: readonly (readonly [string, string])[] = [
      ['a.py', '# '],
      ['a.sh', '# '],
      ['a.yaml', '# '],
      ['a.ts', '// '],
      ['a.tf', '# '],
      ['.env', '# '],
      ['Dockerfile', '# '],
      ['a.toml', '# '],
      ['Modelfile', '# '],
      ['a.go', '// '],
    ];
    for (const [path, mark] of marks)
      for (const example of examples) {
        const content = example.text
          .split(/\r?\n/)
          .map((line) => `${mark}${line.replaceAll('*/', '')}`)
          .join('\n');
        expect(
          scanText(path, content, context).references.map(({ raw }) => raw),
          `${path} ${content}`,
        ).toEqual([]);
      }
  });

  it('takes no longer than its length', () => {
    const size = 1 << 18;
    const lumps = [
      'a',
      '/',
      'a/',
      '"',
      "'",
      '`',
      '(',
      '{',
      '[',
      ' ',
      '\\',
      '$',
      '${',
      '$(',
      '<',
      '#',
      ' #',
      '- ',
      'a: ',
      'a=',
      'a/b ',
      '"a/b",',
      'models--',
      'hf:',
      'f("',
      '/*',
      '=/',
      '{"a":',
      '&a ',
      '*a ',
      'model=',
      '\t',
      '-hf ',
    ];
    const started = performance.now();
    for (const path of FILES)
      for (const lump of lumps) {
        const before = performance.now();
        scanText(path, `model hf ${lump.repeat(Math.floor(size / lump.length))}`, context);
        expect(performance.now() - before, `${path} of ${lump}`).toBeLessThan(4_000);
      }
    process.stdout.write(
      `scan: ${FILES.length * lumps.length} hostile quarters of a MiB in ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
    );
  }, 600_000);
});
