import { describe, expect, it } from 'vitest';
import { estimateAbilities } from '../../../src/catalog/ability.ts';
import { authoredModels, modelNamed } from '../../fixtures/models.ts';

const models = authoredModels();

describe('the catalog of models', () => {
  it('holds the field', () => {
    expect(models.length).toBeGreaterThanOrEqual(430);
    expect(new Set(models.map((model) => model.id)).size).toBe(models.length);
  });

  it.each([
    ['llama', ['Llama 1', 'Llama 2', 'Code Llama', 'Llama 3', 'Llama 3.1', 'Llama 3.2', 'Llama 3.3', 'Llama 4']],
    [
      'qwen',
      [
        'Qwen 1',
        'Qwen 1.5',
        'Qwen 2',
        'Qwen 2.5',
        'Qwen 2.5 Coder',
        'Qwen 2.5 VL',
        'QwQ',
        'Qwen 3',
        'Qwen 3.5',
        'Qwen 3.8',
      ],
    ],
    [
      'mistral',
      ['Mistral', 'Mixtral', 'Mistral Nemo', 'Mistral Small', 'Mistral Large', 'Ministral', 'Codestral', 'Devstral'],
    ],
    ['yi', ['Yi', 'Yi 1.5', 'Yi Coder']],
    ['glm', ['ChatGLM', 'GLM-4', 'GLM-4.5', 'GLM-4.6', 'GLM-4.7', 'GLM-5']],
    ['deepseek', ['DeepSeek LLM', 'DeepSeek Coder', 'DeepSeek V2', 'DeepSeek V3', 'DeepSeek R1', 'DeepSeek V4']],
    ['gemma', ['Gemma', 'Gemma 2', 'Gemma 3', 'Gemma 3n', 'Gemma 4']],
    ['phi', ['Phi', 'Phi 3', 'Phi 3.5', 'Phi 4']],
    ['gpt-oss', ['gpt-oss']],
  ])('has every generation of %s', (family, series) => {
    const there = new Set(models.filter((model) => model.family === family).map((model) => model.series));
    expect([...there]).toEqual(expect.arrayContaining(series));
  });

  it('spells out the layer orders that decide about memory', () => {
    const spans = (id: string): string =>
      modelNamed(id)
        .architecture.order.map((index) => modelNamed(id).architecture.kinds[index]?.mixer)
        .map((mixer) => (mixer?.kind === 'attention' ? (mixer.span.kind === 'full' ? 'F' : 's') : 'l'))
        .join('');
    expect(spans('openai/gpt-oss-20b')).toBe('sF'.repeat(12));
    expect(spans('google/gemma-3-12b-it')).toBe('sssssF'.repeat(8));
    expect(spans('google/gemma-3-1b-it')).toBe(`${'sssssF'.repeat(4)}ss`);
    expect(spans('meta-llama/Llama-4-Scout-17B-16E-Instruct')).toBe('sssF'.repeat(12));
    expect(spans('Qwen/Qwen3.5-9B')).toBe('lllF'.repeat(8));
    expect(spans('mistralai/Mistral-7B-v0.1')).toBe('s'.repeat(32));
    expect(spans('Qwen/Qwen3-8B')).toBe('F'.repeat(36));
  });

  it('keeps the license history of a family apart', () => {
    expect(models.filter((model) => model.series === 'Llama 2').every((model) => model.license.id === 'llama2')).toBe(
      true,
    );
    expect(modelNamed('meta-llama/Llama-3.3-70B-Instruct').license.id).toBe('llama3.3');
    expect(modelNamed('Qwen/Qwen2.5-72B-Instruct').license.id).not.toBe(
      modelNamed('Qwen/Qwen2.5-7B-Instruct').license.id,
    );
    expect(modelNamed('zai-org/GLM-5.3').license.id).toBe('glm-5.3');
  });

  it('has no base model in the role of one that answers', () => {
    const bases = models.filter((model) => /[-_]base(-|$)/i.test(model.id) && model.role !== 'embedding');
    expect(bases.length).toBeGreaterThan(0);
    for (const model of bases) expect(model.role, model.id).toBe('base');
  });
});

describe('abilities over the catalog', () => {
  const abilities = estimateAbilities(models);
  const general = (id: string): number => abilities.get(id)?.general.typical ?? Number.NaN;

  it.each([
    ['Qwen/Qwen3.8-27B', 'Qwen/Qwen3.6-35B-A3B'],
    ['Qwen/Qwen3.6-35B-A3B', 'Qwen/Qwen3-32B'],
    ['Qwen/Qwen3-32B', 'Qwen/Qwen2.5-32B-Instruct'],
    ['Qwen/Qwen2.5-32B-Instruct', 'Qwen/Qwen2.5-7B-Instruct'],
    ['meta-llama/Llama-3.3-70B-Instruct', 'meta-llama/Llama-3.1-8B-Instruct'],
    ['meta-llama/Llama-3.1-8B-Instruct', 'meta-llama/Llama-2-7b-chat-hf'],
    ['google/gemma-4-12B-it', 'google/gemma-3-12b-it'],
    ['google/gemma-4-31B-it', 'google/gemma-4-12B-it'],
    ['zai-org/GLM-5.2', 'zai-org/GLM-4.5-Air'],
    ['openai/gpt-oss-120b', 'openai/gpt-oss-20b'],
  ])('%s is above %s', (better, worse) => {
    expect(general(better)).toBeGreaterThan(general(worse));
  });

  it('does not call a model without Chinese good at Chinese', () => {
    for (const model of models) {
      if (model.languages.zh !== 'none') continue;
      expect(abilities.get(model.id)?.zh.typical, model.id).toBeLessThan(50);
    }
  });

  it('measures the models that are much tested and assumes those that are not', () => {
    const bases = [...abilities.values()].map((rated) => rated.general.basis);
    expect(bases.filter((basis) => basis === 'measured').length).toBeGreaterThan(100);
    expect(abilities.get('Qwen/Qwen3-32B')?.general.basis).toBe('measured');
    expect(abilities.get('Qwen/Qwen3.5-122B-A10B')?.general.basis).toBe('assumed');
  });
});
