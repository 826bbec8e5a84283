import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScanResult } from '../../../src/domain/reference.ts';
import { scanContext } from '../../../src/scan/context.ts';
import { localPath } from '../../../src/scan/names/local-paths.ts';
import { diskTree, type Tree } from '../../../src/scan/tree.ts';
import { type ScanOptions, scanTree } from '../../../src/scan/walk.ts';
import { ggufHeader } from '../../fixtures/gguf.ts';

const context = scanContext([]);
let root = '';

/** A fresh tree of files. */
function tree(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(root, 't'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const found = (result: ScanResult): readonly string[] =>
  result.references.map(({ file, line, id }) => `${file}:${line} ${id}`);
const scan = (folder: string, options: ScanOptions = {}, disk?: Tree): Promise<ScanResult> =>
  scanTree(folder, context, options, disk);

describe('walking a tree', () => {
  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'llm-advisor-walk-')));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('leaves out what git ignores, at every level, and packages', async () => {
    const folder = tree({
      '.gitignore': 'out/\n*.tmp.sh\n',
      '.git/info/exclude': 'private.sh\n',
      'a.sh': 'vllm serve acme/A',
      'private.sh': 'vllm serve acme/B',
      'x.tmp.sh': 'vllm serve acme/C',
      'out/a.sh': 'vllm serve acme/D',
      'sub/.gitignore': '/a.sh\n!x.tmp.sh\n',
      'sub/a.sh': 'vllm serve acme/E',
      'sub/x.tmp.sh': 'vllm serve acme/F',
      'node_modules/p/a.sh': 'vllm serve acme/G',
    });
    expect(found(await scan(folder))).toEqual(['a.sh:1 acme/A', 'sub/x.tmp.sh:1 acme/F']);
    expect(found(await scan(folder, { respectIgnore: false }))).toHaveLength(6);
    // What is named is read; the rules above still hold below it.
    expect(found(await scan(folder, { paths: ['out'] }))).toEqual(['out/a.sh:1 acme/D']);
    expect(found(await scan(folder, { paths: ['sub', './a.sh', 'nothing'] }))).toEqual([
      'a.sh:1 acme/A',
      'sub/x.tmp.sh:1 acme/F',
    ]);
  });

  it('does not depend on the order of the disk', async () => {
    const folder = tree({ 'b.sh': 'vllm serve acme/B', 'a/z.sh': 'vllm serve acme/Z', 'a.sh': 'vllm serve acme/A' });
    const turned: Tree = { ...diskTree, list: (path) => [...(diskTree.list(path) ?? [])].reverse() };
    expect(JSON.stringify(await scan(folder, {}, turned))).toBe(JSON.stringify(await scan(folder)));
  });

  it('does not follow links out of the tree, nor round in circles', async () => {
    const outside = tree({ 'a.sh': 'vllm serve acme/Secret' });
    const folder = tree({ 'a.sh': 'vllm serve acme/A' });
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(outside, 'a.sh'), join(folder, 'b.sh'));
    symlinkSync(folder, join(folder, 'self'));
    symlinkSync(join(folder, 'a.sh'), join(folder, 'same.sh'));
    const result = await scan(folder);
    expect(found(result)).toEqual(['a.sh:1 acme/A']);
    expect(result.findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'link-outside b.sh',
      'link-outside out',
    ]);
    const named = await scan(folder, { paths: ['../', 'out'] });
    expect(named.findings.map(({ code }) => code)).toEqual(['path-missing', 'link-outside']);
  });

  it('is bounded: big files, binaries, bytes that are no text, deep lines', async () => {
    const folder = tree({
      'big.py': `x = "${'a'.repeat(5 << 20)}"`,
      'blob.sh': new Uint8Array([0x76, 0x6c, 0x6c, 0x6d, 0, 1, 2]),
      'latin.sh': new Uint8Array([
        ...new TextEncoder().encode('# '),
        0xe9,
        0x0a,
        ...new TextEncoder().encode('vllm serve acme/A'),
      ]),
      'wide.ps1': new Uint8Array([0xff, 0xfe, ...[...'vllm serve acme/W'].flatMap((char) => [char.charCodeAt(0), 0])]),
      'long.sh': `echo ${'a'.repeat(30_000)} model\nvllm serve acme/L`,
      'deep.json': `{"model":${'['.repeat(5_000)}`,
      'picture.png': 'vllm serve acme/P',
      'bomb.yaml': `a: &a [model, model]\n${Array.from({ length: 60 }, (_, index) => `b${index}: &b${index} [*a, *a, *b${index - 1}]`).join('\n')}\nmodel: acme/Y`,
    });
    const result = await scan(folder);
    expect(found(result)).toEqual([
      'bomb.yaml:62 acme/Y',
      'latin.sh:2 acme/A',
      'long.sh:2 acme/L',
      'wide.ps1:1 acme/W',
    ]);
    expect(result.findings.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'file-too-big big.py',
      'malformed deep.json',
      'not-utf8 latin.sh',
      'line-too-long long.sh',
    ]);
  });

  it('stops at its limit of files and says so; tells progress', async () => {
    const folder = tree(Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`f${index}.sh`, 'true'])));
    const seen: number[] = [];
    const result = await scan(folder, { maxFiles: 550, onProgress: ({ files }) => seen.push(files) });
    expect(result.findings.map(({ code }) => code)).toEqual(['too-many-files']);
    expect(seen).toEqual([256, 512]);
  });

  it('reads weights on disk, also where git ignores them and a file names them', async () => {
    const header = ggufHeader({ 'general.license': 'mit' });
    const folder = tree({
      '.gitignore': '*.gguf\n',
      'bot/Modelfile': 'FROM ./m.gguf\nADAPTER ../../outside.gguf',
      'bot/m.gguf': header,
      'other.gguf': header,
    });
    const result = await scan(folder);
    expect(result.artifacts).toEqual([{ origin: 'gguf', file: 'bot/m.gguf', line: 1, license: 'mit', bases: [] }]);
    const all = await scan(folder, { respectIgnore: false });
    expect(all.artifacts.map(({ file }) => file)).toEqual(['bot/m.gguf', 'other.gguf']);
  });

  it('reads the layout of the hub’s cache', async () => {
    const folder = tree({ 'cache/models--acme--Bot-7B/refs/main': 'abc' });
    expect(found(await scan(folder))).toEqual(['cache/models--acme--Bot-7B:1 acme/Bot-7B']);
  });

  it('never reads the tool’s own files', async () => {
    const folder = tree({
      'llm-advisor.policy.yaml': 'models:\n  - model: acme/A',
      'llm-advisor.lock.json': '{"model": "acme/B"}',
    });
    expect((await scan(folder)).references).toEqual([]);
  });

  it('survives hostile names', async () => {
    const folder = tree({
      '$(touch x)\u001b[31m.sh': 'vllm serve acme/A',
      '-rf; #.sh': 'vllm serve acme/B',
      'a\nb.sh': 'vllm serve acme/C',
    });
    expect((await scan(folder)).references.map(({ id }) => id).sort()).toEqual(['acme/A', 'acme/B', 'acme/C']);
  });

  it('says what it cannot open', async () => {
    const folder = tree({ 'a.sh': 'vllm serve acme/A' });
    const blind: Tree = { ...diskTree, read: () => null };
    expect((await scan(folder, {}, blind)).findings).toEqual([{ code: 'unreadable', file: 'a.sh', args: {} }]);
    expect((await scan(join(folder, 'nowhere'))).findings).toEqual([{ code: 'unreadable', file: '.', args: {} }]);
  });
});

it.each([
  ['bot/Modelfile', './m.gguf', 'bot/m.gguf'],
  ['Modelfile', 'x/../m.gguf', 'm.gguf'],
  ['bot/Modelfile', '..\\m.gguf', 'm.gguf'],
  ['Modelfile', '../m.gguf', undefined],
  ['Modelfile', '/srv/m.gguf', undefined],
  ['Modelfile', 'C:\\m.gguf', undefined],
  ['Modelfile', '$HOME/m.gguf', undefined],
])('a path in %s written %s is %s', (file, written, path) => {
  expect(localPath(file, written)).toBe(path);
});
