import type { RecommendOptions } from '../../src/advisor/request.ts';
import type { Catalog } from '../../src/domain/catalog.ts';
import type { AnyResult, Configuration, Recommendation, RecommendResult } from '../../src/domain/result.ts';

/**
 * Long-released models of every kind: a golden answer chosen among these changes when the advice changes, not whenever the catalog grows.
 */
const KNOWN_MODELS: readonly string[] = [
  '01-ai/Yi-1.5-9B-Chat',
  'BAAI/bge-m3',
  'Qwen/Qwen2.5-7B-Instruct',
  'Qwen/Qwen2.5-Coder-7B-Instruct',
  'Qwen/Qwen2.5-VL-7B-Instruct',
  'Qwen/Qwen3-0.6B',
  'Qwen/Qwen3-8B',
  'Qwen/Qwen3-30B-A3B-Instruct-2507',
  'Qwen/Qwen3-Coder-30B-A3B-Instruct',
  'deepseek-ai/DeepSeek-V3',
  'google/gemma-3-12b-it',
  'meta-llama/Llama-3.1-8B-Instruct',
  'meta-llama/Llama-3.3-70B-Instruct',
  'microsoft/phi-4',
  'mistralai/Mistral-Small-3.2-24B-Instruct-2506',
  'mistralai/Mixtral-8x7B-Instruct-v0.1',
  'openai/gpt-oss-20b',
  'openai/gpt-oss-120b',
  'zai-org/glm-4-9b-chat',
];

export function withKnownModels(catalog: Catalog): Catalog {
  const models = catalog.models.filter(({ id }) => KNOWN_MODELS.includes(id));
  if (models.length !== KNOWN_MODELS.length) throw new Error('a model of the golden answers left the catalog');
  return { ...catalog, models };
}

/** Twelve of the described machines, one of each kind. */
export const GOLDEN_MACHINES: readonly string[] = [
  'CPU, 4 GiB',
  'CPU, 16 GiB',
  'GTX 1080 Ti',
  'RTX 3060',
  'RTX 4090',
  '2 x RTX 3090',
  'V100 32 GB',
  'H100',
  '8 x H100',
  'RX 7900 XTX',
  'M1 8 GB',
  'M4 Max 128 GB',
];

export const GOLDEN_REQUESTS: Readonly<Record<string, RecommendOptions>> = {
  chat: {},
  'code in Chinese, permissive': {
    useCase: 'code',
    languages: ['zh', 'en'],
    contextTokens: 32_768,
    license: 'permissive',
  },
  '16 users': { users: 16, contextTokens: 16_384, limit: 3 },
};

/** What changes with every release or edit of the catalog, and says nothing about the advice. */
export function withoutVolatile<R extends AnyResult>(result: R): R {
  return {
    ...result,
    tool: { ...result.tool, version: '0.0.0' },
    catalog: { version: '0.0.0', sha256: '0'.repeat(64) },
  };
}

type Coded = { readonly code: string };
const codes = (items: readonly Coded[]): string => items.map(({ code }) => code).join(' ');

function shapeOfRun({ model, quantization, engine, fit, placement, license }: Configuration): object {
  return {
    run: `${model.id} ${quantization.id} ${engine.id}`,
    fit: fit.kind,
    placement: placement.kind,
    license: license.verdict,
  };
}

/** Codes, ids and kinds of an answer without its figures. */
export function shapeOf(result: RecommendResult): object {
  return {
    findings: codes(result.hardware.findings),
    recommendations: result.recommendations.map((item: Recommendation) => ({
      ...shapeOfRun(item),
      bound: item.speed.bound,
      reasons: item.reasons.map(({ code, weight }) => `${weight}: ${code}`),
      applicable: item.criteria
        .filter(({ score }) => score !== null)
        .map(({ id }) => id)
        .join(' '),
    })),
    rejected: Object.keys(result.rejections.byCode).sort().join(' '),
    notable: result.rejections.notable.map(({ model, reasons }) => `${model}: ${codes(reasons)}`),
    unlocks: result.unlocks.map(({ change, model }) => `${change.kind}: ${model}`),
    runnerUp: result.runnerUp === null ? null : `${result.runnerUp.model}: ${codes(result.runnerUp.reasons)}`,
  };
}
