import type { EngineId, EngineSpec } from '../domain/engine.ts';
import type { Launch } from '../domain/launch.ts';
import type { KvCacheType, Machine, Placement, RunSettings } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';
import type { Tokens } from '../units/quantities.ts';

/** What is wanted of the engine before anything is placed. */
export interface DefaultsInput {
  readonly engine: EngineSpec;
  readonly machine: Machine;
  /** Context of one user. */
  readonly contextTokens: Tokens;
  readonly users: number;
  readonly vision: boolean;
  readonly kvCacheType?: KvCacheType;
}

export interface LaunchInput {
  readonly engine: EngineSpec;
  readonly model: ModelSpec;
  readonly quantization: Quantization;
  readonly machine: Machine;
  readonly placement: Placement;
  readonly settings: RunSettings;
  readonly artifact: Artifact;
}

/** Weights an engine can be pointed at. `convert`: no known upload, one has to be made from the publisher's weights. */
export interface Artifact {
  readonly kind: 'hub' | 'ollama';
  readonly ref: string;
  readonly file?: string;
  readonly publishedBy: 'publisher' | 'community' | 'convert';
}

/** One inference engine: what only it knows beside its catalog entry. Memory lives in `estimate/memory`, by the same id. */
export interface EngineModule {
  readonly id: EngineId;
  /** Where weights may lie: on devices only, or partly in RAM. */
  readonly holds: 'devices' | 'devices-and-ram';
  /** The settings its launch command makes explicit. */
  readonly defaults: (input: DefaultsInput) => RunSettings;
  /** Where the weights come from; null when nothing published fits the quantization. */
  readonly artifact: (model: ModelSpec, quantization: Quantization) => Artifact | null;
  /** The complete command: whole artifact, loopback bind, every memory setting spelled out. */
  readonly launch: (input: LaunchInput) => Launch;
}
