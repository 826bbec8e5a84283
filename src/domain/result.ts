import type { Parameters, Tokens } from '../units/quantities.ts';
import type { EngineId } from './engine.ts';
import type { Hardware } from './hardware.ts';
import type { Launch } from './launch.ts';
import type { LicenseVerdict } from './license.ts';
import type { Fit, MemoryLedger, Placement, RunSettings } from './memory.ts';
import type { LanguageGrade, ModelRole, ModelStatus, WeightFormat } from './model.ts';
import type { CriterionId } from './profile.ts';
import type { Reason, ReasonCode } from './reason.ts';
import type { ShownModel } from './shown-model.ts';
import type { SpeedEstimate } from './speed.ts';
import type { Workload } from './workload.ts';

/** Head of every JSON answer. */
export interface Envelope {
  readonly schemaVersion: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly catalog: { readonly version: string; readonly sha256: string };
}

export interface ModelSummary {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly role: ModelRole;
  readonly status: ModelStatus;
  readonly parameters: { readonly total: Parameters; readonly active: Parameters };
  readonly released: string | null;
}

/** A control point of a criterion's curve: `value` maps to `score`. */
export interface ControlPoint {
  readonly value: number;
  readonly score: number;
}

export interface CriterionResult {
  readonly id: CriterionId;
  /** 0..1; null: not applicable, weight 0. */
  readonly score: number | null;
  /** Weight used, after renormalising. */
  readonly weight: number;
  readonly value: number | string | null;
  readonly unit: string | null;
  /** The declared points the score was read from, so that a reader can recompute it. */
  readonly curve: readonly ControlPoint[];
}

export interface QualityEstimate {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
  readonly basis: 'measured' | 'derived' | 'assumed';
  /** Share of the unquantized quality that is kept, 0..1. */
  readonly kept: number;
}

export interface Configuration {
  readonly model: ModelSummary;
  readonly quantization: { readonly id: string; readonly format: WeightFormat };
  readonly engine: { readonly id: EngineId; readonly version: string };
  readonly contextTokens: Tokens;
  readonly settings: RunSettings;
  readonly fit: Fit;
  readonly placement: Placement;
  readonly memory: MemoryLedger;
  readonly speed: SpeedEstimate;
  readonly license: LicenseVerdict;
  readonly languages: Readonly<Record<string, LanguageGrade>>;
  readonly quality: QualityEstimate;
  readonly launch: Launch;
}

export interface Recommendation extends Configuration {
  readonly rank: number;
  readonly score: number;
  readonly criteria: readonly CriterionResult[];
  readonly reasons: readonly Reason[];
}

export interface NotableRejection {
  readonly model: string;
  readonly reasons: readonly Reason[];
}

/** One change of the request or machine that would bring a better answer. */
export interface Unlock {
  readonly change:
    | { readonly kind: 'kv-cache-type'; readonly to: string }
    | { readonly kind: 'shorter-context'; readonly toTokens: number }
    | { readonly kind: 'more-devices'; readonly count: number; readonly device: string }
    | { readonly kind: 'more-memory'; readonly bytes: number }
    | { readonly kind: 'license-policy'; readonly to: string }
    | { readonly kind: 'slower'; readonly toTokensPerSecond: number };
  readonly model: string;
  readonly quantization: string;
  readonly engine: EngineId;
  readonly gain: { readonly quality: number };
}

export interface RecommendRequest extends Workload {
  readonly license: string;
  readonly engines: readonly EngineId[];
  readonly quantizations: readonly string[];
  readonly families: readonly string[];
  readonly where: string | null;
  readonly limit: number;
}

export interface RecommendResult extends Envelope {
  readonly command: 'recommend';
  readonly request: RecommendRequest;
  readonly hardware: Hardware;
  readonly recommendations: readonly Recommendation[];
  readonly rejections: {
    readonly total: number;
    readonly considered: number;
    /** Models that could not be among those shown and were not placed: outranked, whether or not they would fit. */
    readonly unplaced: number;
    readonly byCode: Readonly<Partial<Record<ReasonCode, number>>>;
    readonly notable: readonly NotableRejection[];
  };
  readonly unlocks: readonly Unlock[];
  readonly runnerUp: { readonly model: string; readonly margin: number; readonly reasons: readonly Reason[] } | null;
}

export interface PlanRequest {
  readonly model: string;
  readonly engine: EngineId | null;
  readonly quantization: string | null;
  readonly settings: Partial<RunSettings>;
  readonly users: number;
  readonly gpuLayers: number | 'all' | null;
  readonly cpuMoeLayers: number | null;
  readonly tensorParallel: number | null;
  readonly pipelineParallel: number | null;
  readonly promptTokens: Tokens;
  readonly outputTokens: Tokens;
}

export interface PlanResult extends Envelope {
  readonly command: 'plan';
  readonly request: PlanRequest;
  readonly hardware: Hardware;
  readonly plan: {
    readonly model: ModelSummary;
    readonly quantization: { readonly id: string; readonly format: WeightFormat };
    readonly engine: { readonly id: EngineId; readonly version: string };
    readonly settings: RunSettings;
    readonly fit: Fit;
    readonly placement: Placement;
    readonly memory: MemoryLedger;
    readonly speed: SpeedEstimate;
    readonly license: LicenseVerdict;
    readonly quality: QualityEstimate;
    readonly limits: { readonly maxContextTokens: Tokens | null; readonly maxUsers: number | null };
    readonly launch: Launch | null;
    readonly reasons: readonly Reason[];
  };
}

export interface WhyResult extends Envelope {
  readonly command: 'why';
  readonly request: RecommendRequest;
  readonly hardware: Hardware;
  readonly model: ModelSummary;
  readonly outcome: 'recommended' | 'outranked' | 'rejected';
  readonly rank: number | null;
  /** Best configuration of the model; null when every one was rejected. */
  readonly best: Recommendation | null;
  /** What happened to each quantization and engine that was tried, best first. */
  readonly tried: readonly {
    readonly quantization: string;
    readonly engine: EngineId;
    readonly score: number | null;
    readonly reasons: readonly Reason[];
  }[];
  readonly reasons: readonly Reason[];
}

export interface CompareResult extends Envelope {
  readonly command: 'compare';
  readonly request: RecommendRequest;
  readonly hardware: Hardware;
  readonly models: readonly Recommendation[];
  readonly rejected: readonly NotableRejection[];
}

export interface DetectResult extends Envelope {
  readonly command: 'detect' | 'doctor';
  readonly hardware: Hardware;
  readonly probes: readonly {
    readonly id: string;
    readonly command: string;
    readonly outcome: 'ok' | 'absent' | 'failed' | 'timeout';
    readonly milliseconds: number | null;
    readonly detail: string | null;
  }[];
}

export interface CatalogListResult extends Envelope {
  readonly command: 'catalog list';
  readonly models: readonly (ModelSummary & {
    readonly series: string;
    readonly license: string;
    readonly contextTokens: Tokens;
  })[];
}

export interface CatalogShowResult extends Envelope {
  readonly command: 'catalog show';
  readonly model: ShownModel;
}

export type AnyResult =
  | RecommendResult
  | PlanResult
  | WhyResult
  | CompareResult
  | DetectResult
  | CatalogListResult
  | CatalogShowResult;

/** Formats every command can print. */
export type FormatId = 'table' | 'json' | 'markdown' | 'csv';
