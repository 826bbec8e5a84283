import type { EngineSpec, GateCause } from '../domain/engine.ts';
import type { LicenseVerdict } from '../domain/license.ts';
import type { Fit, MemoryLedger, Placement, RunSettings } from '../domain/memory.ts';
import type { LanguageGrade, ModelSpec } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';
import type { QualityEstimate } from '../domain/result.ts';
import type { SpeedEstimate } from '../domain/speed.ts';
import type { Artifact } from '../engine/contract.ts';

/** A model that passed its own gates, with what does not depend on the configuration. */
export interface EligibleModel {
  readonly model: ModelSpec;
  readonly license: LicenseVerdict;
  /** Weakest grade over the asked languages; null when none was asked. */
  readonly language: LanguageGrade | null;
}

/** One way to run one model here: fits, loads, and is fast enough. */
export interface Candidate extends EligibleModel {
  readonly engine: EngineSpec;
  readonly quantization: Quantization;
  readonly artifact: Artifact;
  /** `fallback`: the device runs the format without its native kernel. */
  readonly kernel: 'native' | 'fallback';
  readonly kernelNote: GateCause | null;
  readonly quality: QualityEstimate;
  readonly settings: RunSettings;
  readonly placement: Placement;
  readonly ledger: MemoryLedger;
  readonly fit: Extract<Fit, { kind: 'fits' | 'fits-offloaded' }>;
  readonly speed: SpeedEstimate;
}

export interface ScoredCandidate {
  readonly candidate: Candidate;
  /** 0..1, weighted mean of the applicable criteria. */
  readonly score: number;
}
