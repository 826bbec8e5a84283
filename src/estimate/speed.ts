import type { Architecture } from '../domain/architecture.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Quantization, TensorType } from '../domain/quantization.ts';
import type { SpeedEstimate } from '../domain/speed.ts';
import { layoutWeights } from '../quantization/weights.ts';
import { cacheShape } from './kv-cache.ts';
import { estimateFrom, type SpeedQuestion } from './speed/estimate.ts';
import { describeModel, type ModelFeatures } from './speed/model-features.ts';

/** One configuration and what is asked of it. */
export interface SpeedInput extends SpeedQuestion {
  readonly model: ModelSpec;
  readonly tensorTypes: readonly TensorType[];
}

const features = new WeakMap<Architecture, WeakMap<Quantization, ModelFeatures>>();

/** Features of a model under a quantization, computed once for each pair. */
export function featuresOf(
  model: Pick<ModelSpec, 'architecture' | 'parameters'>,
  quantization: Quantization,
  types: readonly TensorType[],
): ModelFeatures {
  let byQuantization = features.get(model.architecture);
  if (!byQuantization) {
    byQuantization = new WeakMap();
    features.set(model.architecture, byQuantization);
  }
  let found = byQuantization.get(quantization);
  if (!found) {
    const layout = layoutWeights(model.architecture, quantization, types);
    found = describeModel(model.architecture, layout, cacheShape(model.architecture), model.parameters.active);
    byQuantization.set(quantization, found);
  }
  return found;
}

/**
 * Speed of one configuration for one workload. Rates are tokens a second, times seconds; every figure is a range with a basis.
 * A figure is null when something it needs (a bandwidth, a compute peak, a calibration table) is not known.
 */
export function estimateSpeed(input: SpeedInput): SpeedEstimate {
  return estimateFrom(featuresOf(input.model, input.quantization, input.tensorTypes), input);
}
