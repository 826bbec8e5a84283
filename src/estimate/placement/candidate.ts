import type { Fit, MemoryLedger, Placement } from '../../domain/memory.ts';
import { judgeFit } from '../fit.ts';
import type { PlacementInput } from '../input.ts';
import { estimateMemory } from '../memory.ts';

/** A placement with what it takes and whether that fits. */
export interface Placed {
  readonly placement: Placement;
  readonly ledger: MemoryLedger;
  readonly fit: Fit;
}

export function place(input: PlacementInput, placement: Placement): Placed {
  const ledger = estimateMemory({ ...input, placement });
  return { placement, ledger, fit: judgeFit(ledger, placement) };
}

export function fits(placed: Placed): boolean {
  return placed.fit.kind === 'fits' || placed.fit.kind === 'fits-offloaded';
}

/** Of placements that do not fit, the one that misses least. */
export function leastShort(candidates: readonly Placed[]): Placed | undefined {
  let best: Placed | undefined;
  let bestShort = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const short = candidate.fit.kind === 'too-big' ? candidate.fit.shortByBytes : 0;
    if (short < bestShort) {
      best = candidate;
      bestShort = short;
    }
  }
  return best;
}

export const NOWHERE: Placement = {
  kind: 'cpu',
  devices: [],
  layersByDevice: [],
  gpuLayers: 0,
  cpuMoeLayers: 0,
  tensorParallel: 1,
  pipelineParallel: 1,
};
