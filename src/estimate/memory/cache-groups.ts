import type { CacheShape } from '../../domain/memory.ts';

/** Layers whose cache has one shape; `before[i]` of them come before layer i. */
export interface CacheGroup {
  readonly keyElements: number;
  readonly valueElements: number;
  readonly windowTokens: number | null;
  readonly splits: 'by-kv-head' | 'never';
  readonly kvHeads: number;
  readonly count: number;
  readonly before: readonly number[];
}

export interface CacheProfile {
  readonly groups: readonly CacheGroup[];
  /** State bytes per sequence of the layers before layer i. */
  readonly stateBefore: readonly number[];
  readonly stateBytes: number;
}

/** Groups a model's cached layers so that any run of layers is summed in a few steps. */
export function profileCache(shape: CacheShape, layers: number): CacheProfile {
  const counts = new Map<string, { entry: CacheShape['layers'][number]; perLayer: number[] }>();
  for (const entry of shape.layers) {
    const key = `${entry.keyElementsPerToken}/${entry.valueElementsPerToken}/${entry.windowTokens}/${entry.splits}/${entry.kvHeads}`;
    let found = counts.get(key);
    if (found === undefined) {
      found = { entry, perLayer: new Array<number>(layers).fill(0) };
      counts.set(key, found);
    }
    found.perLayer[entry.layer] = (found.perLayer[entry.layer] ?? 0) + 1;
  }
  const groups = [...counts.values()].map(({ entry, perLayer }) => {
    const before = prefix(perLayer);
    return {
      keyElements: entry.keyElementsPerToken,
      valueElements: entry.valueElementsPerToken,
      windowTokens: entry.windowTokens,
      splits: entry.splits,
      kvHeads: entry.kvHeads,
      count: before[layers] ?? 0,
      before,
    };
  });
  const states = new Array<number>(layers).fill(0);
  for (const state of shape.stateLayers) states[state.layer] = (states[state.layer] ?? 0) + state.bytesPerSequence;
  return { groups, stateBefore: prefix(states), stateBytes: shape.stateBytesPerSequence };
}

/** `prefix([a, b])` is `[0, a, a + b]`. */
export function prefix(values: readonly number[]): readonly number[] {
  const sums = [0];
  let sum = 0;
  for (const value of values) {
    sum += value;
    sums.push(sum);
  }
  return sums;
}
