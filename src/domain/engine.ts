import type { KernelFamily } from './quantization.ts';
import type { Backend } from './hardware.ts';

export type EngineId = 'llama.cpp' | 'ollama' | 'vllm' | 'sglang' | 'tgi' | 'mlx-lm';

/** Outcome of a capability gate. */
export type GateOutcome = 'native' | 'fallback' | 'refused';

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
  /** Code of the text shown for a fallback or refusal. */
  readonly note?: string;
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
