import type { AbilityId } from '../../domain/model.ts';

/** Scales that benchmarks speak of; `embedding` has no benchmark in the catalog yet. */
export const SCALES = [
  'general',
  'code',
  'reasoning',
  'agent',
  'zh',
  'en',
  'vision',
] as const satisfies readonly AbilityId[];
export type Scale = (typeof SCALES)[number];

export interface Benchmark {
  readonly name: string;
  /** Values outside are an error. */
  readonly range: readonly [number, number];
  /** What blind guessing scores, in the benchmark's own unit. */
  readonly chance?: number;
  /** What it measures, as shares that add up to 1. */
  readonly measures: Readonly<Partial<Record<Scale, number>>>;
  /** So many times the usual error, where style, format or tooling counts beside ability. */
  readonly noise?: number;
  /** Ratings without a top: one unit of ability for so many points around the centre. */
  readonly rating?: { readonly center: number; readonly points: number };
}

const PERCENT = [0, 100] as const;
const KNOWLEDGE = { general: 0.6, en: 0.4 } as const;

/** The closed list of benchmarks a score may name. Guessing: four options give 25, ten give 10. */
export const BENCHMARKS = {
  mmlu: { name: 'MMLU', range: PERCENT, chance: 25, measures: KNOWLEDGE },
  'mmlu-pro': { name: 'MMLU-Pro', range: PERCENT, chance: 10, measures: { general: 0.7, en: 0.3 } },
  'mmlu-redux': { name: 'MMLU-Redux', range: PERCENT, chance: 25, measures: KNOWLEDGE },
  bbh: { name: 'BIG-Bench Hard', range: PERCENT, chance: 20, measures: { general: 0.5, reasoning: 0.5 } },
  simpleqa: { name: 'SimpleQA', range: PERCENT, noise: 1.5, measures: KNOWLEDGE },
  ifeval: { name: 'IFEval', range: PERCENT, noise: 2, measures: { general: 0.7, en: 0.3 } },
  'arena-hard': { name: 'Arena-Hard', range: PERCENT, noise: 1.5, measures: { general: 0.8, en: 0.2 } },
  'mt-bench': { name: 'MT-Bench', range: [0, 10], noise: 1.5, measures: { general: 0.8, en: 0.2 } },
  'lmarena-text': {
    name: 'LMArena text',
    range: [400, 2000],
    noise: 1.5,
    measures: { general: 0.8, en: 0.2 },
    rating: { center: 1250, points: 100 },
  },
  livebench: { name: 'LiveBench', range: PERCENT, measures: { general: 0.6, reasoning: 0.2, code: 0.2 } },
  'aa-index': {
    name: 'Artificial Analysis Intelligence Index',
    range: PERCENT,
    measures: { general: 0.4, reasoning: 0.2, agent: 0.4 },
  },
  benchlm: { name: 'BenchLM composite', range: PERCENT, measures: { general: 0.4, reasoning: 0.2, agent: 0.4 } },
  ruler: { name: 'RULER', range: PERCENT, noise: 2, measures: { general: 1 } },
  'aa-lcr': { name: 'AA-LCR', range: PERCENT, measures: { general: 0.6, reasoning: 0.4 } },
  gpqa: { name: 'GPQA', range: PERCENT, chance: 25, measures: { reasoning: 0.8, general: 0.2 } },
  gsm8k: { name: 'GSM8K', range: PERCENT, measures: { reasoning: 0.7, general: 0.3 } },
  math: { name: 'MATH', range: PERCENT, measures: { reasoning: 1 } },
  'math-500': { name: 'MATH-500', range: PERCENT, measures: { reasoning: 1 } },
  aime24: { name: 'AIME 2024', range: PERCENT, measures: { reasoning: 1 } },
  aime25: { name: 'AIME 2025', range: PERCENT, measures: { reasoning: 1 } },
  aime26: { name: 'AIME 2026', range: PERCENT, measures: { reasoning: 1 } },
  hle: { name: "Humanity's Last Exam", range: PERCENT, measures: { reasoning: 0.7, general: 0.3 } },
  humaneval: { name: 'HumanEval', range: PERCENT, measures: { code: 1 } },
  'humaneval-plus': { name: 'HumanEval+', range: PERCENT, measures: { code: 1 } },
  mbpp: { name: 'MBPP', range: PERCENT, measures: { code: 1 } },
  'multipl-e': { name: 'MultiPL-E', range: PERCENT, measures: { code: 1 } },
  livecodebench: { name: 'LiveCodeBench', range: PERCENT, measures: { code: 0.7, reasoning: 0.3 } },
  'aider-polyglot': { name: 'Aider polyglot', range: PERCENT, measures: { code: 0.7, agent: 0.3 } },
  'swe-bench-verified': { name: 'SWE-bench Verified', range: PERCENT, measures: { agent: 0.6, code: 0.4 } },
  'swe-bench-multilingual': { name: 'SWE-bench Multilingual', range: PERCENT, measures: { agent: 0.6, code: 0.4 } },
  'swe-bench-pro': { name: 'SWE-bench Pro', range: PERCENT, measures: { agent: 0.6, code: 0.4 } },
  deepswe: { name: 'DeepSWE', range: PERCENT, measures: { agent: 0.6, code: 0.4 } },
  'terminal-bench': { name: 'Terminal-Bench', range: PERCENT, measures: { agent: 0.8, code: 0.2 } },
  'tau-bench': { name: 'TAU-bench', range: PERCENT, measures: { agent: 1 } },
  bfcl: { name: 'Berkeley Function-Calling Leaderboard', range: PERCENT, noise: 1.5, measures: { agent: 1 } },
  'c-eval': { name: 'C-Eval', range: PERCENT, chance: 25, measures: { zh: 1 } },
  cmmlu: { name: 'CMMLU', range: PERCENT, chance: 25, measures: { zh: 1 } },
  alignbench: { name: 'AlignBench', range: [0, 10], noise: 1.5, measures: { zh: 1 } },
  mmmu: { name: 'MMMU', range: PERCENT, chance: 25, measures: { vision: 1 } },
  'mmmu-pro': { name: 'MMMU-Pro', range: PERCENT, chance: 10, measures: { vision: 1 } },
} as const satisfies Readonly<Record<string, Benchmark>>;

export type BenchmarkId = keyof typeof BENCHMARKS;

export function findBenchmark(id: string): Benchmark | undefined {
  return Object.hasOwn(BENCHMARKS, id) ? BENCHMARKS[id as BenchmarkId] : undefined;
}
