import type { KvCacheType } from '../../domain/memory.ts';
import { cacheElementBytes } from '../kv-cache.ts';
import type { ModelFeatures } from './model-features.ts';

/** Cache bytes the layers `from` to `to` read for one token with `depth` tokens behind it, plus the state they read and write. */
export function cacheBytesRead(
  model: ModelFeatures,
  from: number,
  to: number,
  depth: number,
  keyType: KvCacheType,
  valueType: KvCacheType,
): number {
  const keyBytes = cacheElementBytes(keyType);
  const valueBytes = cacheElementBytes(valueType);
  let bytes = 2 * ((model.stateBytes[to] ?? 0) - (model.stateBytes[from] ?? 0));
  for (const group of model.cache) {
    const keys = (group.keys[to] ?? 0) - (group.keys[from] ?? 0);
    const values = (group.values[to] ?? 0) - (group.values[from] ?? 0);
    bytes += Math.min(depth, group.window) * (keys * keyBytes + values * valueBytes);
  }
  return bytes;
}

/** Operations of one token's attention over `depth` cached tokens, in the layers `from` to `to`. */
export function attentionOperations(model: ModelFeatures, from: number, to: number, depth: number): number {
  let operations = 0;
  for (const { window, widths } of model.decodeAttention) {
    operations += 4 * Math.min(depth, window) * ((widths[to] ?? 0) - (widths[from] ?? 0));
  }
  return operations;
}
