import { describe, expect, it } from 'vitest';
import { expandModel } from '../../../src/catalog/expand-model.ts';
import { sampleModel } from '../../../src/catalog/lint/model-sample.ts';
import { modelSchema } from '../../../src/catalog/schema/model.ts';

const expand = (changes: Readonly<Record<string, unknown>> = {}) =>
  expandModel(modelSchema.parse(sampleModel(changes)), 'small');

describe('expandModel', () => {
  it('fills in defaults and names the own repository first', () => {
    const expanded = expand({ weights: [{ format: 'gguf', repo: 'x/Small-GGUF', files: { Q8_0: 1000 } }] });
    expect(expanded).toMatchObject({
      kind: 'ok',
      model: {
        family: 'small',
        parameters: { total: 1_240_320, active: 1_240_320 },
        modalities: ['text'],
        capabilities: { tools: 'no', reasoning: 'none', code: 'general', math: 'general', fim: 'no' },
        license: { id: 'unknown', gated: 'unknown' },
        nativePrecision: 'bf16',
        weights: [
          { format: 'safetensors', repo: 'acme/Small-1M' },
          { format: 'gguf', repo: 'x/Small-GGUF', files: { Q8_0: 1000 } },
        ],
        engines: {},
        aliases: [],
        scores: [],
      },
    });
    expect(expanded).not.toHaveProperty('model.released');
    expect(expanded).not.toHaveProperty('model.vision');
  });

  it('keeps sources, conflicts, notes and the published count apart', () => {
    const expanded = expand({
      parameters: { total: 1_240_320, published: 1_500_000 },
      conflicts: [{ field: 'context', value: 8192, source: 'elsewhere' }],
      notes: 'read this',
    });
    expect(expanded).toMatchObject({
      details: {
        sources: { architecture: ['https://example.org/config.json'] },
        conflicts: [{ field: 'context', value: 8192, source: 'elsewhere' }],
        notes: ['read this'],
        publishedParameters: 1_500_000,
      },
    });
  });

  it('gives every score its source', () => {
    const group = (source: string, value: number) => ({
      source,
      by: 'vendor',
      results: [{ benchmark: 'mmlu', value }],
    });
    const expanded = expand({ scores: [group('one', 50), group('two', 52)] });
    expect(expanded).toHaveProperty('model.scores', [
      { benchmark: 'mmlu', value: 50, by: 'vendor', source: 'one' },
      { benchmark: 'mmlu', value: 52, by: 'vendor', source: 'two' },
    ]);
  });

  it('says where an architecture is wrong', () => {
    const architecture = { ...(sampleModel()['architecture'] as object), pattern: ['other'] };
    expect(expand({ architecture })).toMatchObject({
      kind: 'error',
      problems: [{ path: ['architecture', 'pattern'] }],
    });
  });

  it.each([
    ['an unknown key', { colour: 'blue' }],
    ['an id without owner', { id: 'Small' }],
    ['a date that is none', { released: '2026-13-01' }],
    ['a misspelled role', { role: 'instructor' }],
  ])('the schema refuses %s', (_name, changes) => {
    expect(modelSchema.safeParse(sampleModel(changes)).success).toBe(false);
  });
});
