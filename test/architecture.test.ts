import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Layers from the inside out: a file may import its own layer and the ones listed for it. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  units: [],
  domain: ['units'],
  quantization: ['units', 'domain'],
  estimate: ['units', 'domain', 'quantization'],
  engine: ['units', 'domain', 'quantization', 'estimate'],
  license: ['units', 'domain'],
  // The schemas of the catalog check what the estimators and judges read; compile rates models and counts parameters.
  catalog: ['units', 'domain', 'quantization', 'estimate', 'license'],
  hardware: ['units', 'domain', 'catalog'],
  scan: ['units', 'domain', 'license', 'catalog'],
  advisor: ['units', 'domain', 'quantization', 'estimate', 'engine', 'license', 'catalog', 'hardware', 'scan'],
  // Duties of licenses have names in the license layer; the report has their sentences.
  report: ['units', 'domain', 'license'],
  cli: ['units', 'domain', 'catalog', 'hardware', 'license', 'scan', 'advisor', 'report'],
  build: [
    'units',
    'domain',
    'quantization',
    'estimate',
    'engine',
    'license',
    'catalog',
    'hardware',
    'advisor',
    'report',
    'cli',
  ],
  'index.ts': ['units', 'domain', 'catalog', 'hardware', 'license', 'advisor', 'report', 'cli'],
};

/** Folders with no way to the outside: no `node:*`, no clock, no chance, no environment. */
const PURE = [
  'units',
  'domain',
  'quantization',
  'estimate',
  'engine',
  'license',
  'advisor',
  'hardware/parse',
  'hardware/merge',
  'catalog/query',
  'catalog/lint',
  'scan/artifacts',
  'scan/detectors',
  'scan/names',
  'scan/recognise',
  'scan/text',
  'report',
];
const IMPURE_WORDS = /\bDate\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|\bglobalThis\.|performance\.now\(/;

/** Packages and the only places that may import them. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  zod: [
    'catalog/check-files.ts',
    'catalog/schema/',
    'catalog/schema-findings.ts',
    'catalog/compile.ts',
    'catalog/collect.ts',
    'license/policy-file',
    'hardware/snapshot',
    'cli/plan-batch.ts',
    'build/',
  ],
  yaml: ['catalog/yaml-file.ts', 'catalog/compile.ts', 'catalog/', 'license/policy-file', 'build/'],
  chalk: ['report/', 'cli/'],
  'cli-table3': ['report/'],
  commander: ['cli/'],
  systeminformation: ['hardware/probe/'],
  rolldown: ['build/'],
};

/** Longest a source file may be; a longer one needs a reason here. */
const MAX_LINES = 300;
const LONGER: Readonly<Record<string, string>> = {
  'quantization/gguf-mix.ts': 'one rule of llama.cpp, kept in its own order so that the two can be read side by side',
};

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

const files: readonly SourceFile[] = sourceFiles('src').map((path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const imports = [
    ...text.matchAll(
      /^(?:import|export)\b[^'"`;=]*?\bfrom '([^'\n]+)'|^import '([^'\n]+)'|\bimport\(\s*'([^'\n]+)'\s*\)/gm,
    ),
  ].map(([, named, bare, lazy]) => named ?? bare ?? lazy ?? '');
  return { path: relative('src', path), text, imports };
});

const layerOf = (path: string): string => path.split('/')[0] ?? path;
const resolveImport = (from: string, specifier: string): string => normalize(join(dirname(from), specifier));

describe('layers', () => {
  it('reads the whole source tree', () => {
    console.info(`architecture: ${files.length} source files read`);
    expect(files.length).toBeGreaterThan(150);
  });

  it('imports only from the layers below', () => {
    const wrong = files.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => specifier.startsWith('.') && specifier.endsWith('.ts'))
        .map((specifier) => layerOf(resolveImport(path, specifier)))
        .filter((target) => target !== layerOf(path) && !(MAY_IMPORT[layerOf(path)] ?? []).includes(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('gives every folder of src a rule', () => {
    expect(
      [...new Set(files.map(({ path }) => layerOf(path)))].filter((layer) => MAY_IMPORT[layer] === undefined),
    ).toEqual([]);
  });

  it('keeps the pure folders pure', () => {
    const isPure = (path: string) => PURE.some((folder) => path.startsWith(`${folder}/`));
    const wrong = files
      .filter(({ path }) => isPure(path))
      .flatMap(({ path, text, imports }) => [
        ...imports
          .filter((specifier) => specifier.startsWith('node:'))
          .map((specifier) => `${path} imports ${specifier}`),
        ...(IMPURE_WORDS.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|"[^"\n]*"/gm, ''))
          ? [`${path} reads the world`]
          : []),
      ]);
    expect(wrong).toEqual([]);
  });

  it('imports packages only at their place', () => {
    const wrong = files.flatMap(({ path, imports }) =>
      imports
        .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
        .map((specifier) => specifier.split('/')[0] ?? specifier)
        .filter((name) => !(PACKAGES[name] ?? []).some((place) => path.startsWith(place)))
        .map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has the relative import graph under its eyes', () => {
    const edges = files.reduce(
      (sum, { imports }) => sum + imports.filter((specifier) => specifier.startsWith('.')).length,
      0,
    );
    expect(edges).toBeGreaterThan(files.length);
  });

  it('keeps files short', () => {
    const long = files
      .filter(({ path, text }) => text.split('\n').length > MAX_LINES + 1 && LONGER[path] === undefined)
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });
});
