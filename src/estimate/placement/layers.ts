import type { ComputeDevice, Placement } from '../../domain/memory.ts';
import type { PlacementInput } from '../input.ts';
import { type LlamaWork, prepareLlama } from '../memory/llama-work.ts';
import { fits, leastShort, NOWHERE, type Placed, place } from './candidate.ts';
import type { PlacementConstraints } from './constraints.ts';
import { bySpeed, splitGroups } from './device-groups.ts';
import { holds, mostLayers, pack, smallest } from './pack.ts';
import { proportionalSplit } from './split.ts';

const ALL_ON_DEVICES = { from: 0, cpuMoeLayers: 0 };

/**
 * Placement for engines that put whole layers somewhere: on one device, split over several, experts in RAM, the front of the model in
 * RAM, or all of it on the CPU; the first of these that fits is also the fastest.
 */
export function placeLayers(input: PlacementInput, constraints: PlacementConstraints): Placed {
  const { machine } = input;
  if (machine.devices.length === 0) return place(input, NOWHERE);
  if (constraints.gpuLayers !== undefined || constraints.cpuMoeLayers !== undefined)
    return placeAsAsked(input, constraints);

  const work = prepareLlama(input);
  const attempts: Placed[] = [];
  for (const placement of candidates(work)) {
    const placed = place(input, placement);
    if (fits(placed)) return placed;
    attempts.push(placed);
  }
  return leastShort(attempts) ?? place(input, NOWHERE);
}

/** Placements worth a ledger, best first: those whose devices hold their share, then what is tried for the sake of the answer. */
function* candidates(work: LlamaWork): Generator<Placement> {
  const { input, layers } = work;
  const ranked = [...input.machine.devices].sort(bySpeed);
  for (const device of ranked) {
    if (holds(work, [device], [layers], ALL_ON_DEVICES)) yield whole(layers, [device], [layers], 0);
  }
  const groups = splitGroups(input.machine).map((group) => group.devices);
  for (const devices of groups) yield* splits(work, devices);
  const [largest = []] = groups;
  if (hasExperts(work)) {
    const found = smallest(1, layers, (n) => pack(work, largest, { from: 0, cpuMoeLayers: n }));
    if (found !== undefined) yield whole(layers, largest, found.value, found.n);
  }
  const partly = smallest(1, layers, (n) => pack(work, largest, { from: n, cpuMoeLayers: 0 }));
  if (partly !== undefined) yield part(largest, partly.value, layers - partly.n + 1, 0);
  yield NOWHERE;
  // Nothing fits: how far is the best single device, or all of them together?
  yield whole(layers, largest, proportionalSplit(largest, layers, true), 0);
}

function hasExperts({ architecture }: LlamaWork): boolean {
  return architecture.kinds.some((kind) => kind.feedForward.kind === 'moe');
}

const ids = (devices: readonly ComputeDevice[]): readonly string[] => devices.map((device) => device.id);

function whole(
  layers: number,
  devices: readonly ComputeDevice[],
  layersByDevice: readonly number[],
  cpuMoeLayers: number,
): Placement {
  const spread = devices.length > 1 ? 'layer-split' : 'single';
  return {
    kind: cpuMoeLayers > 0 ? 'expert-offload' : spread,
    devices: ids(devices),
    layersByDevice,
    gpuLayers: layers + 1,
    cpuMoeLayers,
    tensorParallel: 1,
    pipelineParallel: 1,
  };
}

function part(
  devices: readonly ComputeDevice[],
  layersByDevice: readonly number[],
  gpuLayers: number,
  cpuMoeLayers: number,
): Placement {
  return {
    kind: 'offload',
    devices: ids(devices),
    layersByDevice,
    gpuLayers,
    cpuMoeLayers,
    tensorParallel: 1,
    pipelineParallel: 1,
  };
}

/** What the request fixes, split as the engine itself would over all devices of the largest group. */
function placeAsAsked(input: PlacementInput, constraints: PlacementConstraints): Placed {
  const layers = input.model.architecture.order.length;
  const devices = splitGroups(input.machine)[0]?.devices ?? [];
  const asked = constraints.gpuLayers ?? 'all';
  const gpuLayers = asked === 'all' ? layers + 1 : Math.min(asked, layers + 1);
  const cpuMoeLayers = Math.min(constraints.cpuMoeLayers ?? 0, layers);
  const split = proportionalSplit(devices, Math.max(0, gpuLayers - 1), gpuLayers > 0);
  if (gpuLayers > layers) return place(input, whole(layers, devices, split, cpuMoeLayers));
  return place(input, part(devices, split, gpuLayers, cpuMoeLayers));
}

/** Fewest and fastest devices first: the engine's own split where they are alike, fastest filled first where they differ. */
function* splits(work: LlamaWork, devices: readonly ComputeDevice[]): Generator<Placement> {
  const { layers } = work;
  const ranked = [...devices].sort(bySpeed);
  for (let count = 2; count <= devices.length; count += 1) {
    const chosen = new Set(ranked.slice(0, count));
    const used = devices.filter((device) => chosen.has(device));
    const room = used.reduce((sum, device) => sum + device.usableBytes, 0);
    if (room < work.layout.layerBytes) continue;
    const own = proportionalSplit(used, layers, true);
    const ownHolds = holds(work, used, own, ALL_ON_DEVICES);
    const filled = ownHolds && alike(used) ? undefined : (fillFastest(work, used) ?? pack(work, used, ALL_ON_DEVICES));
    if (filled !== undefined) yield* withoutIdle(work, used, filled);
    else if (ownHolds) yield whole(layers, used, own, 0);
  }
}

function alike(devices: readonly ComputeDevice[]): boolean {
  const first = devices[0]?.bandwidth?.value ?? null;
  return devices.every((device) => (device.bandwidth?.value ?? null) === first);
}

/** Devices that got no layer are left out, unless the last one holds the output matrix. */
function* withoutIdle(
  work: LlamaWork,
  devices: readonly ComputeDevice[],
  counts: readonly number[],
): Generator<Placement> {
  const kept = devices.filter((_, index) => (counts[index] ?? 0) > 0);
  const keptCounts = counts.filter((count) => count > 0);
  const smaller = kept.length < devices.length && holds(work, kept, keptCounts, ALL_ON_DEVICES);
  yield smaller ? whole(work.layers, kept, keptCounts, 0) : whole(work.layers, devices, counts, 0);
}

/** Gives the fastest devices as many layers as they hold, wherever they stand in device order; undefined when that leaves layers over. */
function fillFastest(work: LlamaWork, devices: readonly ComputeDevice[]): readonly number[] | undefined {
  const order = devices.map((_, index) => index);
  order.sort((a, b) => {
    const [left, right] = [devices[a], devices[b]];
    return left === undefined || right === undefined ? 0 : bySpeed(left, right);
  });
  const counts = devices.map(() => 0);
  let left = work.layers;
  for (const index of order) {
    // Layers differ a little by place, so a device is asked for the place it would get and, below, once more for the whole.
    const from = counts.slice(0, index).reduce((sum, count) => sum + count, 0);
    const most = mostLayers(work, devices, index, Math.min(from, work.layers - left), left, ALL_ON_DEVICES);
    counts[index] = most;
    left -= most;
  }
  if (left > 0) return undefined;
  return holds(work, devices, counts, ALL_ON_DEVICES) ? counts : shift(work, devices, counts, order);
}

/** Moves one layer at a time from a device that is over to the fastest that still has room. */
function shift(
  work: LlamaWork,
  devices: readonly ComputeDevice[],
  start: readonly number[],
  order: readonly number[],
): readonly number[] | undefined {
  let counts = [...start];
  for (let step = 0; step < 2 * devices.length; step += 1) {
    const better = order
      .flatMap((to) => order.map((from) => ({ to, from })))
      .filter(({ to, from }) => to !== from && (counts[from] ?? 0) > 0)
      .map(({ to, from }) => counts.map((count, index) => count + (index === to ? 1 : 0) - (index === from ? 1 : 0)))
      .find((trial) => holds(work, devices, trial, ALL_ON_DEVICES));
    if (better !== undefined) return better;
    const slowest = order.at(-1);
    const fullest = order.find((index) => (counts[index] ?? 0) > 0 && index !== slowest);
    if (slowest === undefined || fullest === undefined) return undefined;
    counts = counts.map((count, index) => count + (index === slowest ? 1 : 0) - (index === fullest ? 1 : 0));
  }
  return undefined;
}
