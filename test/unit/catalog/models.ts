import type { LicenseSpec } from '../../../src/domain/license.ts';
import type { ModelSpec } from '../../../src/domain/model.ts';
import { parameters, tokens } from '../../../src/units/quantities.ts';

const ESTIMATE = { low: 40, typical: 50, high: 60, basis: 'assumed', scores: 0 } as const;

const DENSE: ModelSpec['architecture'] = {
  className: 'SampleForCausalLM',
  hiddenSize: 64,
  vocabSize: 1000,
  embeddings: 'tied',
  norm: 'rms',
  kinds: [
    {
      mixer: { kind: 'attention', heads: 4, kvHeads: 2, headDim: 16, span: { kind: 'full' } },
      feedForward: { kind: 'dense', width: 256, form: 'gated' },
    },
  ],
  order: [0, 0],
};

export const MOE: ModelSpec['architecture'] = {
  ...DENSE,
  kinds: [
    {
      mixer: { kind: 'attention', heads: 4, kvHeads: 2, headDim: 16, span: { kind: 'full' } },
      feedForward: { kind: 'moe', experts: 8, expertsPerToken: 2, expertWidth: 64, form: 'gated', sharedWidth: 0 },
    },
  ],
};

/** A small plain model, with some fields changed. */
export function model(changes: Partial<ModelSpec> = {}): ModelSpec {
  return {
    id: 'owner/sample-7b',
    name: 'Sample 7B',
    family: 'sample',
    series: 'Sample 1',
    publisher: 'Owner',
    role: 'instruct',
    status: 'current',
    parameters: { total: parameters(7e9), active: parameters(7e9) },
    architecture: DENSE,
    footprint: { weights: {}, cacheElementsPerToken: 128, windows: [], stateBytes: 0 },
    context: { native: tokens(32768) },
    modalities: ['text'],
    languages: { en: 'native' },
    capabilities: { tools: 'unknown', reasoning: 'none', code: 'general', math: 'general', fim: 'no' },
    license: { id: 'open-1', confidence: 'text', gated: 'unknown' },
    nativePrecision: 'bf16',
    weights: [{ format: 'safetensors', repo: 'owner/sample-7b' }],
    engines: {},
    aliases: [],
    ability: {
      general: ESTIMATE,
      code: ESTIMATE,
      reasoning: ESTIMATE,
      agent: ESTIMATE,
      zh: ESTIMATE,
      en: ESTIMATE,
      vision: ESTIMATE,
      embedding: ESTIMATE,
    },
    ...changes,
  };
}

export function license(changes: Partial<LicenseSpec> & Pick<LicenseSpec, 'id' | 'category'>): LicenseSpec {
  return {
    name: changes.id,
    family: changes.id,
    aliases: [],
    source: 'https://example.org',
    evidenceGrade: 'primary-text',
    openness: { osiApproved: false, osaidCompatible: false, mofOpen: false },
    commercialUse: { allowed: 'yes' },
    includes: [],
    rules: [],
    ...changes,
  };
}
