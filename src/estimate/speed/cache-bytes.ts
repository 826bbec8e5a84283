import type { KvCacheType } from '../../domain/memory.ts';
import type { ModelFeatures } from './model-features.ts';

/** Bytes an element of the cache takes; ggml block formats (ggml-common.h): 34 bytes per 32 for q8_0, 18 for q4_0, … */
const BYTES_PER_ELEMENT: Readonly<Record<KvCacheType, number>> = {
  f32: 4,
  f16: 2,
  bf16: 2,
  fp8: 1,
  q8_0: 34 / 32,
  q5_1: 24 / 32,
  q5_0: 22 / 32,
  q4_1: 20 / 32,
  q4_0: 18 / 32,
  iq4_nl: 18 / 32,
};

/** Cache bytes the layers `from` to `to` read for one token with `depth` tokens behind it, plus the state they read and write. */
export function cacheBytesRead(
  model: ModelFeatures,
  from: number,
  to: number,
  depth: number,
  keyType: KvCacheType,
  valueType: KvCacheType,
): number {
  const keyBytes = BYTES_PER_ELEMENT[keyType];
  const valueBytes = BYTES_PER_ELEMENT[valueType];
  let bytes = 2 * ((model.stateBytes[to] ?? 0) - (model.stateBytes[from] ?? 0));
  for (const group of model.cache) {
    const keys = (group.keys[to] ?? 0) - (group.keys[from] ?? 0);
    const values = (group.values[to] ?? 0) - (group.values[from] ?? 0);
    bytes += Math.min(depth, group.window) * (keys * keyBytes + values * valueBytes);
  }
  return bytes;
}
