import type { WeightLayout } from '../../domain/memory.ts';
import { prefix } from './cache-groups.ts';

/** Running sums over a layout's layers: what lies before layer i. */
export interface LayerSums {
  readonly resident: readonly number[];
  readonly experts: readonly number[];
  readonly layers: number;
}

const memo = new WeakMap<WeightLayout, LayerSums>();

export function layerSums(layout: WeightLayout): LayerSums {
  let sums = memo.get(layout);
  if (sums === undefined) {
    sums = {
      resident: prefix(layout.layers.map((layer) => layer.residentBytes)),
      experts: prefix(layout.layers.map((layer) => layer.expertBytes)),
      layers: layout.layers.length,
    };
    memo.set(layout, sums);
  }
  return sums;
}

/** Sum of a running-sum list over layers `from` (inclusive) to `to` (exclusive). */
export function between(sums: readonly number[], from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}
