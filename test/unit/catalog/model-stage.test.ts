import { describe, expect, it } from 'vitest';
import { compileCatalog } from '../../../src/catalog/compile.ts';
import { formatFinding } from '../../../src/catalog/finding.ts';

const ENTRY = {
  id: 'owner/one',
  name: 'One',
  series: 'One',
  publisher: 'Owner',
  role: 'instruct',
  status: 'current',
  released: '2025-04-28',
  parameters: { total: 200_000 },
  architecture: {
    class: 'SampleForCausalLM',
    hidden: 64,
    vocab: 1000,
    embeddings: 'tied',
    layers: 2,
    kinds: {
      layer: {
        mixer: { kind: 'attention', heads: 4, kvHeads: 2, headDim: 16 },
        feedForward: { kind: 'dense', width: 256 },
      },
    },
  },
  context: { native: 4096 },
  languages: { en: 'native' },
  capabilities: { tools: 'unknown' },
  license: { id: 'unknown', confidence: 'none' },
  sources: { architecture: 'https://example.org/config.json' },
};

/** Without lint: what is asked here is expansion alone. */
function compile(...models: readonly object[]) {
  const text = JSON.stringify({ family: 'sample', models }, null, 1);
  const result = compileCatalog([{ path: 'models/sample.yaml', text }], { sha256: () => 'h', rules: [] });
  return { ...result, lines: result.findings.map(formatFinding) };
}

describe('models in the pipeline', () => {
  it('inherit, and come out flat with details apart', () => {
    const { catalog, details, lines } = compile(ENTRY, {
      id: 'owner/two',
      inherits: 'owner/one',
      name: 'Two',
      status: 'current',
      context: { extended: { tokens: 8192, by: 'yarn' } },
    });
    expect(lines).toEqual([]);
    const [one, two] = catalog?.models ?? [];
    expect(two).toMatchObject({
      id: 'owner/two',
      name: 'Two',
      family: 'sample',
      context: { native: 4096, extended: { tokens: 8192 } },
    });
    expect(two?.architecture).toEqual(one?.architecture);
    expect(one).not.toHaveProperty('sources');
    expect(one).not.toHaveProperty('scores');
    expect(details?.entries.models?.['owner/one']?.sources).toEqual({
      architecture: ['https://example.org/config.json'],
    });
  });

  it('are told what they lack once inherited', () => {
    const { lines } = compile({ id: 'owner/one', name: 'One' });
    expect(lines).toContainEqual('models/sample.yaml:4:3 error missing-key: owner/one: missing key "architecture"');
  });

  it('may not inherit from what is not there', () => {
    const { lines } = compile(ENTRY, { id: 'owner/two', inherits: 'owner/onee' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('expansion: owner/two: no model "owner/onee" to inherit from (did you mean "owner/one"');
  });

  it('may not inherit in a circle', () => {
    const { lines } = compile({ id: 'owner/a', inherits: 'owner/b' }, { id: 'owner/b', inherits: 'owner/a' });
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('inherits in a circle: owner/a → owner/b → owner/a');
  });

  it('are not blamed for a broken ancestor', () => {
    const { lines } = compile(
      { ...ENTRY, role: 'hero' },
      { id: 'owner/two', inherits: 'owner/one', name: 'Two', status: 'current' },
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('role: "hero" is not one of');
  });

  it('point into the shorthand that cannot be expanded', () => {
    const { lines } = compile({ ...ENTRY, architecture: { ...ENTRY.architecture, pattern: ['layre'] } });
    expect(lines[0]).toMatch(
      /^models\/sample\.yaml:\d+:\d+ error expansion: owner\/one: "layre" is none of the kinds layer/,
    );
  });
});
