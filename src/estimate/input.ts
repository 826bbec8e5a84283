import type { EngineSpec } from '../domain/engine.ts';
import type { Machine, Placement, RunSettings } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Quantization, TensorType } from '../domain/quantization.ts';

/** One configuration whose memory is asked for. */
export interface EstimateInput {
  readonly model: ModelSpec;
  readonly quantization: Quantization;
  readonly engine: EngineSpec;
  readonly machine: Machine;
  readonly placement: Placement;
  readonly settings: RunSettings;
  readonly tensorTypes: readonly TensorType[];
}

/** The same before it is placed. */
export type PlacementInput = Omit<EstimateInput, 'placement'>;

/** A constant of the engine's catalog entry; `otherwise` serves catalogs that lack it. */
export function engineConstant(engine: EngineSpec, name: string, otherwise: number): number {
  return engine.constants[name]?.value ?? otherwise;
}
