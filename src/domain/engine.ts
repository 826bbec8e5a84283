import type { Backend } from './hardware.ts';
import type { KernelFamily } from './quantization.ts';

export type EngineId = 'llama.cpp' | 'ollama' | 'vllm' | 'sglang' | 'tgi' | 'mlx-lm';

/** Outcome of a capability gate. */
export type GateOutcome = 'native' | 'fallback' | 'refused';

/** Why a row of an engine's table falls back or refuses: the codes that `catalog/engines/*.yaml` may use, each with a text per language. */
export const GATE_NOTES = [
  'compute-capability',
  'iq-slow-on-cpu',
  'cann-few-types',
  'bf16-as-fp16',
  'int8-not-on-blackwell',
  'fp8-weight-only',
  'bnb-deprecated',
  'fp4-weight-only',
  'gguf-needs-plugin',
] as const;
export type GateNote = (typeof GATE_NOTES)[number];
/** Why a gate decided as it did: a row's note, or what the table itself says of a device that no row covers. */
export type GateCause = GateNote | 'unknown-capability' | 'unlisted-architecture' | 'unloadable-format';

/** One row of an engine's capability table: first matching row wins. Compute capability as `major.minor`. */
export interface GateRow {
  readonly kernels: readonly KernelFamily[];
  readonly backends: readonly Backend[];
  /** Inclusive lower and exclusive upper bound on compute capability, CUDA only. */
  readonly from?: string;
  readonly below?: string;
  /** gfx names (prefix match), ROCm only. */
  readonly gfx?: readonly string[];
  readonly outcome: GateOutcome;
  readonly note?: GateNote;
  readonly source: string;
}

/** A numeric constant of one engine version with its evidence. */
export interface EngineConstant {
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  readonly date: string;
}

/** What is known about an engine, compiled from `catalog/engines/<id>.yaml`. */
export interface EngineSpec {
  readonly id: EngineId;
  readonly name: string;
  /** The version the constants, gates and commands speak for. */
  readonly version: string;
  readonly status: 'active' | 'maintenance';
  readonly statusSince?: string;
  readonly successors: readonly EngineId[];
  readonly homepage: string;
  readonly port: number;
  /** How many users the scheduler is made for. */
  readonly concurrency: 'single' | 'few' | 'many';
  /** 0..1, a judgement that orders engines at equal evidence. */
  readonly maturity: number;
  /** Quantizations `recommend` tries unless some are asked for, best quality first. */
  readonly ladder: readonly string[];
  readonly gates: readonly GateRow[];
  readonly constants: Readonly<Record<string, EngineConstant>>;
  readonly kvCacheTypes: readonly string[];
  readonly sources: readonly string[];
}
