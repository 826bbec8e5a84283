import type { Architecture } from '../domain/architecture.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { Footprint, ModelSpec } from '../domain/model.ts';
import type { Quantization, TensorType } from '../domain/quantization.ts';
import { cacheShape } from '../estimate/kv-cache.ts';
import { featuresOf } from '../estimate/speed.ts';
import { layoutWeights } from '../quantization/weights.ts';
import { MIB } from '../units/quantities.ts';
import type { UnplacedCatalog } from './assemble.ts';

/** Works out the footprint of every model for the quantizations that engines try unasked. Models of one shape get the same object. */
export function withFootprints(catalog: UnplacedCatalog): Catalog {
  const tried = new Set(catalog.engines.flatMap((engine) => engine.ladder));
  const quantizations = catalog.quantizations.filter((quantization) => tried.has(quantization.id));
  const known = new Map<string, Footprint>();
  const models = catalog.models.map((model): ModelSpec => {
    const key = JSON.stringify(model.architecture);
    const footprint = known.get(key) ?? footprintOf(model, quantizations, catalog.tensorTypes);
    known.set(key, footprint);
    return { ...model, footprint };
  });
  return { ...catalog, models };
}

function footprintOf(
  model: Omit<ModelSpec, 'footprint'>,
  quantizations: readonly Quantization[],
  types: readonly TensorType[],
): Footprint {
  const weights = quantizations.map((quantization) => {
    const layout = layoutWeights(model.architecture, quantization, types);
    const features = featuresOf(model, quantization, types);
    const resident = features.residentBytes.at(-1) ?? 0;
    const experts = (features.expertBytes.at(-1) ?? 0) * features.expertShare;
    const read = resident + experts + features.outputBytes;
    return [quantization.id, [Math.floor(layout.tensorBytes / MIB), Math.floor(read / MIB)]] as const;
  });
  return { weights: Object.fromEntries(weights), ...cacheFootprint(model.architecture) };
}

function cacheFootprint(architecture: Architecture): Omit<Footprint, 'weights'> {
  const shape = cacheShape(architecture);
  const windows = new Map<number, number>();
  let cacheElementsPerToken = 0;
  for (const { keyElementsPerToken, valueElementsPerToken, windowTokens } of shape.layers) {
    const elements = keyElementsPerToken + valueElementsPerToken;
    if (windowTokens === null) cacheElementsPerToken += elements;
    else windows.set(windowTokens, (windows.get(windowTokens) ?? 0) + elements);
  }
  return {
    cacheElementsPerToken,
    windows: [...windows].sort(([a], [b]) => a - b).map(([tokens, elements]) => [elements, tokens] as const),
    stateBytes: shape.stateBytesPerSequence,
  };
}
