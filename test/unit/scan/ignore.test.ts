import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isIgnored, readIgnore } from '../../../src/scan/ignore.ts';

/** Paths every pattern is tried on; those that others lie below are folders. */
const PATHS = [
  'a',
  'a/b',
  'a/b/c',
  'a/b/c.log',
  'b',
  'ab',
  'abc',
  'a.log',
  'b.txt',
  'README.md',
  'x',
  'x/a',
  'x/a/b',
  'x/y',
  'x/y/a.log',
  'x/y/z/a',
  'build',
  'build/out.bin',
  'src/build',
  'src/build/x',
  'foo bar',
  '#note',
  '!keep',
  'node_modules',
  'node_modules/m/i.js',
  'a-b',
  'a]b',
  '.env',
  'x/.env',
  'A',
  'é',
  'é.log',
];
const foldersOf = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(
    paths.flatMap((path) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, index, parts) => parts.slice(0, index + 1).join('/')),
    ),
  );

const PATTERNS = [
  'a',
  '/a',
  'a/',
  '/a/',
  'a/b',
  '/a/b',
  'a/*',
  'a/**',
  '**/a',
  '**/a/',
  'a/**/c',
  'a/**/b',
  '**',
  '*',
  '/*',
  '*.log',
  '!*.log',
  '?',
  'a?',
  'a?c',
  '[ab]',
  '[!a]',
  '[^a]*',
  '[a-c]b',
  '[[:alpha:]]',
  '[[:digit:]]',
  '[]a]',
  'a[]]b',
  '[',
  'a[',
  '\\#note',
  '#note',
  '\\!keep',
  '!keep',
  'foo\\ bar',
  'foo bar ',
  'foo bar\\ ',
  'a/b/',
  'x/**/a',
  'x/*/a.log',
  '**/y/**',
  '***',
  'a**',
  'a**/.log',
  'a**/b',
  'x/a**/b',
  'a**b',
  '/**',
  '/**/a',
  'build',
  '/build',
  'node_modules',
  '*.l[o]g',
  'x/y/',
  '.*',
  '*/a',
  '*/',
  '**/',
  'é*',
  '\\a',
  'a\\',
  '[a-]b',
  '[a-',
  '/',
  '//',
  'a//b',
  './a',
  ' a',
  'README*',
  'A',
];

let root = '';
const git = (args: readonly string[], input?: string): string =>
  execFileSync('git', args, { cwd: root, input: input ?? '', encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });

/** What git ignores of `paths`, asked in one go. Exit code 1 means none. */
function ignoredByGit(rules: string, paths: readonly string[]): ReadonlySet<string> {
  writeFileSync(join(root, '.gitignore'), rules);
  try {
    const out = git(['-c', 'core.quotePath=false', 'check-ignore', '--no-index', '-z', '--stdin'], paths.join('\0'));
    return new Set(out.split('\0').filter((path) => path !== ''));
  } catch {
    return new Set();
  }
}

/** Ours: a path is left out when it or a folder above it is. */
function ignoredByUs(rules: string, path: string, folders: ReadonlySet<string>): boolean {
  const file = readIgnore(rules);
  const parts = path.split('/');
  return parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .some((part) => isIgnored(part, folders.has(part), [file]));
}

function compareOn(rules: string, paths: readonly string[]): void {
  const folders = foldersOf(paths);
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  const byGit = ignoredByGit(rules, paths);
  for (const folder of folders) rmSync(join(root, folder), { recursive: true, force: true });
  for (const path of paths)
    expect(`${path}: ${ignoredByUs(rules, path, folders)}`, JSON.stringify(rules)).toBe(`${path}: ${byGit.has(path)}`);
}

describe('ignore files, against git itself', () => {
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'llm-advisor-ignore-'));
    git(['init', '-q']);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each(PATTERNS)('reads %j as git does', (pattern) => compareOn(`${pattern}\n`, PATHS));

  it.each([
    '*.log\n!a.log\n',
    'a/\n!a/b\n',
    '/*\n!/a\n',
    '*\n!*/\n!*.log\n',
    '\ufeff*.log\n',
    '*.log\r\n!a.log\r\n',
    '# x\n\n  \nbuild/\n',
  ])('reads %j in order', (rules) => compareOn(rules, PATHS));

  it('reads any patterns as git does', () => {
    const piece = fc.constantFrom('a', 'b', '*', '**', '?', '/', '[ab]', '[!a]', '.log', 'x', '!', '\\', ' ', 'y');
    const line = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
    const paths = fc.uniqueArray(
      fc
        .array(fc.constantFrom('a', 'b', 'x', 'y', 'ab', 'a.log'), { minLength: 1, maxLength: 4 })
        .map((parts) => parts.join('/')),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), paths, (lines, some) =>
        compareOn(lines.join('\n'), some),
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('matches hostile patterns in no time', () => {
    const started = performance.now();
    isIgnored('a'.repeat(2_000), false, [readIgnore(`${'*a'.repeat(400)}b`)]);
    isIgnored(`${'a/'.repeat(500)}a`, false, [readIgnore(`${'**/'.repeat(300)}b`)]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
