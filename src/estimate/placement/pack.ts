import type { ComputeDevice } from '../../domain/memory.ts';
import { type DeviceShare, deviceHolds, type LlamaWork } from '../memory/llama-work.ts';

/** A split being tried: the layers from `from` on, experts of the first `cpuMoeLayers` in RAM. */
export interface Trial {
  readonly from: number;
  readonly cpuMoeLayers: number;
}

function shareOf(index: number, count: number, from: number, to: number, trial: Trial): DeviceShare {
  return { index, count, from, to, hostLayers: trial.from, cpuMoeLayers: trial.cpuMoeLayers, output: 'device' };
}

export function holds(
  work: LlamaWork,
  devices: readonly ComputeDevice[],
  counts: readonly number[],
  trial: Trial,
): boolean {
  let from = trial.from;
  for (const [index, device] of devices.entries()) {
    const to = from + (counts[index] ?? 0);
    if (!deviceHolds(work, device, shareOf(index, devices.length, from, to, trial))) return false;
    from = to;
  }
  return true;
}

/** Most layers from `from` on that device `index` holds. */
export function mostLayers(
  work: LlamaWork,
  devices: readonly ComputeDevice[],
  index: number,
  from: number,
  limit: number,
  trial: Trial,
): number {
  const device = devices[index];
  if (device === undefined) return 0;
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const share = shareOf(index, devices.length, from, from + middle, trial);
    if (deviceHolds(work, device, share)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Greedy packing in device order: each takes as many layers as it holds; undefined when the last cannot take the rest. Finds a split whenever one exists. */
export function pack(work: LlamaWork, devices: readonly ComputeDevice[], trial: Trial): readonly number[] | undefined {
  const counts: number[] = [];
  let next = trial.from;
  for (let index = 0; index < devices.length - 1; index += 1) {
    const most = mostLayers(work, devices, index, next, work.layers - next, trial);
    counts.push(most);
    next += most;
  }
  counts.push(work.layers - next);
  return holds(work, devices, counts, trial) ? counts : undefined;
}

/** Smallest n in low..high for which `works(n)`, given that it works for an end of the range only; undefined when for none. */
export function smallest<T>(
  low: number,
  high: number,
  works: (n: number) => T | undefined,
): { readonly n: number; readonly value: T } | undefined {
  const last = works(high);
  if (last === undefined) return undefined;
  let best = { n: high, value: last };
  let from = low;
  let to = high;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const value = works(middle);
    if (value === undefined) from = middle + 1;
    else {
      best = { n: middle, value };
      to = middle;
    }
  }
  return best;
}
