import { describe, expect, it } from 'vitest';
import type { SourceText } from '../../../src/catalog/collect.ts';
import { type CompileOptions, type CompileResult, compileCatalog } from '../../../src/catalog/compile.ts';
import { formatFinding } from '../../../src/catalog/finding.ts';
import { sample } from '../../../src/catalog/lint/samples.ts';

const sha256 = (text: string): string => `h${text.length}`;

function compile(files: Readonly<Record<string, string>>, options: Partial<CompileOptions> = {}): CompileResult {
  const sources: readonly SourceText[] = Object.entries(files).map(([path, text]) => ({ path, text }));
  return compileCatalog(sources, { sha256, ...options });
}

const lines = (result: CompileResult): readonly string[] => result.findings.map(formatFinding);

/** Two-space YAML of one device with some lines changed. */
function device(...changes: readonly string[]): string {
  const rows = new Map(
    [
      'id: card-24',
      'name: Card 24',
      'vendor: nvidia',
      'kind: gpu',
      'generation: Sample',
      'form: desktop',
      'memoryOptionsBytes: [24GiB]',
      'confidence: high',
      'sources: [https://example.org]',
      ...changes,
    ].map((row) => [row.split(':')[0] ?? '', row]),
  );
  return `devices:\n  - ${[...rows.values()].filter((row) => !row.endsWith(': -')).join('\n    ')}\n`;
}

describe('findings carry the place of what is wrong', () => {
  it.each([
    [
      'a wrong type',
      device('tdpWatts: much'),
      '11:15 error wrong-type: tdpWatts: expected number, received string "much"',
    ],
    [
      'an unquoted version',
      device('computeCapability: 8.9'),
      '11:24 error wrong-type: computeCapability: expected string, received number 8.9 (write it in quotes)',
    ],
    ['an unknown key', device('nmae: x'), '11:5 error unknown-key: unknown key "nmae" (did you mean "name"?)'],
    ['a missing key, at its parent', device('vendor: -'), '2:5 error missing-key: missing key "vendor"'],
    [
      'a value outside a list',
      device('vendor: nvidai'),
      '4:13 error wrong-value: vendor: "nvidai" is not one of nvidia, amd',
    ],
    [
      'a quantity without a unit',
      device('bandwidthBytesPerSecond: fast'),
      '11:30 error wrong-value: bandwidthBytesPerSecond: expected a number or a text like',
    ],
    [
      'an item of a list',
      device('memoryOptionsBytes: [24GiB, 12 cows]'),
      '8:33 error wrong-value: memoryOptionsBytes[1]: expected a number or a text like',
    ],
    [
      'a key with nothing after it',
      device('tdpWatts:'),
      '11:14 error wrong-type: tdpWatts: expected number, received null',
    ],
    ['a duplicate key', `${device()}    name: Again\n`, '11:5 error duplicate-key'],
    ['broken YAML', 'devices: [\n', '2:1 error yaml-syntax'],
    ['a list that is none', 'devices: 3\n', '1:10 error wrong-type: devices: expected a list of entries'],
    ['a text instead of a map', 'hello\n', '1:1 error wrong-type: expected a map with "devices:"'],
    ['an empty file', '', '1:1 error wrong-type: expected a map with "devices:"'],
    ['a wrong top-level key', 'device: []\n', '1:1 error unknown-key: unknown key "device" (did you mean "devices"?)'],
    ['a merge key', 'devices:\n  - <<: { id: a }\n', '2:5 error unknown-key: unknown key "<<"'],
  ])('%s', (_what, text, expected) => {
    const found = lines(compile({ 'devices/a.yaml': text }));
    expect(
      found.some((line) => line.startsWith(`devices/a.yaml:${expected}`)),
      found.join('\n'),
    ).toBe(true);
  });

  it('reports every fault of every file in one run', () => {
    const result = compile({
      'devices/a.yaml': device('vendor: -', 'tdpWatts: much'),
      'devices/b.yaml': device('kind: cpu', 'id: other'),
      'notes.txt': 'hello',
    });
    expect(result.catalog).toBeUndefined();
    expect(result.findings.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      'devices/a.yaml missing-key',
      'devices/a.yaml wrong-type',
      'devices/b.yaml wrong-value',
      'notes.txt unknown-file',
    ]);
  });

  it('names the nearest branch of a union', () => {
    const rule = { rule: 'LLA003', effect: 'deny', when: { all: [{ fact: 'use', op: '=', value: 'x' }] } };
    const found = lines(compile({ 'licenses/sample-1.0.yaml': JSON.stringify(sample('licenses', { rules: [rule] })) }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('wrong-value: rules[0].when.all[0].op: "=" is not one of ==, !=');
  });

  it('bounds aliases and nesting', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]\n`;
    expect(lines(compile({ 'hosts.yaml': bomb })).join()).toContain('yaml-syntax');
    expect(lines(compile({ 'hosts.yaml': `hosts: ${'['.repeat(20_000)}` })).join()).toContain('yaml-syntax');
  });
});

describe('compiled form', () => {
  const files = {
    'devices/a.yaml': JSON.stringify({
      devices: [sample('devices', { id: 'b', name: 'B' }), sample('devices', { id: 'a' })],
    }),
    'policies/sample.yaml': JSON.stringify(sample('policies')),
    'engines/vllm.yaml': JSON.stringify(
      sample('engines', {
        constants: { c: { value: 1, unit: 'GB', source: 'https://example.org', date: '2025-03-09' } },
      }),
    ),
    'quantizations.yaml': JSON.stringify({ quantizations: [sample('quantizations')] }),
  };

  it('is the same whatever the order of files, entries and keys', () => {
    const shuffled = Object.fromEntries(Object.entries(files).reverse());
    const turned = {
      ...files,
      'devices/a.yaml': JSON.stringify({
        devices: [sample('devices', { id: 'a' }), sample('devices', { id: 'b', name: 'B' })],
      }),
    };
    const expected = JSON.stringify(compile(files).catalog);
    expect(JSON.stringify(compile(shuffled).catalog)).toBe(expected);
    expect(JSON.stringify(compile(turned).catalog?.devices)).toBe(JSON.stringify(compile(files).catalog?.devices));
  });

  it('keeps sources and notes in the cold part', () => {
    const { catalog, details } = compile(files);
    expect(catalog?.devices[0]).not.toHaveProperty('sources');
    expect(details?.entries.devices?.a).toEqual({ sources: ['https://example.org/card-24'] });
    expect(details?.sha256).toBe(catalog?.sha256);
  });

  it('takes its version from the newest fact', () => {
    expect(compile(files).catalog?.version).toBe('2025.3.9');
  });

  it('reads quantities with units', () => {
    expect(compile(files).catalog?.devices[0]).toMatchObject({
      memoryOptionsBytes: [24 * 2 ** 30],
      bandwidthBytesPerSecond: 1e12,
    });
  });
});

describe('lint exceptions', () => {
  const exception = { rule: 'device-plausible', reason: 'a slow card indeed', date: '2025-01-01' };
  const slow = { bandwidthBytesPerSecond: '1 GB/s' };
  const deviceFile = (changes: object) => ({
    'devices/a.yaml': JSON.stringify({ devices: [sample('devices', { ...changes })] }),
  });

  it('excuse what they name', () => {
    expect(compile(deviceFile(slow)).findings).toHaveLength(1);
    expect(compile(deviceFile({ ...slow, lintExceptions: [exception] })).findings).toEqual([]);
  });

  it('are errors when nothing needs them, and when there is no such rule', () => {
    expect(lines(compile(deviceFile({ lintExceptions: [exception] }))).join()).toContain(
      'unneeded-exception: card-24: nothing to excuse',
    );
    expect(lines(compile(deviceFile({ lintExceptions: [{ ...exception, rule: 'no-such' }] }))).join()).toContain(
      'there is no rule "no-such"',
    );
  });
});

describe('overlays', () => {
  const base = compile({
    'devices/a.yaml': JSON.stringify({ devices: [sample('devices'), sample('devices', { id: 'z', name: 'Z' })] }),
  }).catalog;
  const over = (text: string) => compile({ 'own.yaml': text }, base === undefined ? {} : { base });

  it('add entries, and replace those of the same id with a note', () => {
    const result = over(
      JSON.stringify({ devices: [sample('devices', { name: 'Mine' }), sample('devices', { id: 'new', name: 'New' })] }),
    );
    expect(result.findings.map(({ rule, level }) => [rule, level])).toEqual([['override', 'info']]);
    expect(result.catalog?.devices.map(({ id, name }) => [id, name])).toEqual([
      ['card-24', 'Mine'],
      ['new', 'New'],
      ['z', 'Z'],
    ]);
    expect(result.catalog?.sha256).not.toBe(base?.sha256);
  });

  it('are held to the same rules against the catalog below', () => {
    const result = over(JSON.stringify({ devices: [sample('devices', { id: 'new', name: 'New', aliases: ['Z'] })] }));
    expect(lines(result).join()).toContain('aliases-unique: new: alias "Z" belongs to z (the built-in catalog)');
  });

  it('name sections they do not know', () => {
    expect(lines(over('modles: []\n')).join()).toContain('unknown key "modles" (did you mean "models"?)');
  });
});
