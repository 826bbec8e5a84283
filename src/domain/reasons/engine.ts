import type { GateCause } from '../engine.ts';

/** Reasons of engines and capability gates. */
export interface EngineReasonArgs {
  'engine-refuses-format': {
    readonly engine: string;
    readonly format: string;
    readonly device: string;
    readonly note?: GateCause;
  };
  'engine-fallback': { readonly engine: string; readonly format: string; readonly note?: GateCause };
  'engine-unsupported-architecture': { readonly engine: string; readonly architecture: string };
  'engine-no-backend': { readonly engine: string; readonly device: string };
  'engine-maintenance': { readonly engine: string; readonly since: string; readonly successors: string };
  'engine-no-artifact': { readonly engine: string; readonly quantization: string };
  'tensor-parallel-indivisible': { readonly heads: number; readonly ways: number };
}
