import type { ComputeDevice, Placement } from '../../domain/memory.ts';
import type { PlacementInput } from '../input.ts';
import { fits, leastShort, NOWHERE, type Placed, place } from './candidate.ts';
import type { PlacementConstraints } from './constraints.ts';
import { bySpeed, splitGroups } from './device-groups.ts';
import { proportionalSplit } from './split.ts';

/**
 * Placement for engines that put whole layers somewhere: on one device, split over several, experts in RAM, the front of the model in
 * RAM, or all of it on the CPU; the first of these that fits is also the fastest.
 */
export function placeLayers(input: PlacementInput, constraints: PlacementConstraints): Placed {
  const { machine } = input;
  if (machine.devices.length === 0) return place(input, NOWHERE);
  if (constraints.gpuLayers !== undefined || constraints.cpuMoeLayers !== undefined)
    return placeAsAsked(input, constraints);

  const failed: Placed[] = [];
  const keep = (placed: Placed): Placed | undefined => {
    if (fits(placed)) return placed;
    failed.push(placed);
    return undefined;
  };
  for (const device of [...machine.devices].sort(bySpeed)) {
    const found = keep(place(input, whole(input, [device], [layersOf(input)], 0)));
    if (found !== undefined) return found;
  }
  const groups = splitGroups(machine).map((group) => group.devices);
  for (const devices of groups) {
    const found = devices.length > 1 ? placeSplit(input, devices, keep) : undefined;
    if (found !== undefined) return found;
  }
  const [largest = []] = groups;
  return (
    (hasExperts(input) ? keep(placeExpertsInRam(input, largest)) : undefined) ??
    keep(placePart(input, largest)) ??
    keep(place(input, NOWHERE)) ??
    leastShort(failed) ??
    place(input, NOWHERE)
  );
}

const layersOf = (input: PlacementInput): number => input.model.architecture.order.length;

function hasExperts(input: PlacementInput): boolean {
  return input.model.architecture.kinds.some((kind) => kind.feedForward.kind === 'moe');
}

function whole(
  input: PlacementInput,
  devices: readonly ComputeDevice[],
  layersByDevice: readonly number[],
  cpuMoeLayers: number,
): Placement {
  const several = devices.length > 1 ? 'layer-split' : 'single';
  return {
    kind: cpuMoeLayers > 0 ? 'expert-offload' : several,
    devices: devices.map((device) => device.id),
    layersByDevice,
    gpuLayers: layersOf(input) + 1,
    cpuMoeLayers,
    tensorParallel: 1,
    pipelineParallel: 1,
  };
}

/** What the request fixes, split as the engine itself would over all devices of the largest group. */
function placeAsAsked(input: PlacementInput, constraints: PlacementConstraints): Placed {
  const layers = layersOf(input);
  const devices = splitGroups(input.machine)[0]?.devices ?? [];
  const asked = constraints.gpuLayers ?? 'all';
  const gpuLayers = asked === 'all' ? layers + 1 : Math.min(asked, layers + 1);
  const cpuMoeLayers = Math.min(constraints.cpuMoeLayers ?? 0, layers);
  const repeating = Math.max(0, gpuLayers - 1);
  const split = proportionalSplit(devices, repeating, gpuLayers > 0);
  if (gpuLayers > layers) return place(input, whole(input, devices, split, cpuMoeLayers));
  return place(input, part(devices, split, gpuLayers, cpuMoeLayers));
}

function part(
  devices: readonly ComputeDevice[],
  layersByDevice: readonly number[],
  gpuLayers: number,
  cpuMoeLayers = 0,
): Placement {
  return {
    kind: 'offload',
    devices: devices.map((device) => device.id),
    layersByDevice,
    gpuLayers,
    cpuMoeLayers,
    tensorParallel: 1,
    pipelineParallel: 1,
  };
}

/** Fewest and fastest devices first: the engine's own split where they are alike, fastest filled first where they differ. */
function placeSplit(
  input: PlacementInput,
  devices: readonly ComputeDevice[],
  keep: (placed: Placed) => Placed | undefined,
): Placed | undefined {
  const ranked = [...devices].sort(bySpeed);
  for (let count = 2; count <= devices.length; count += 1) {
    const chosen = new Set(ranked.slice(0, count));
    const used = devices.filter((device) => chosen.has(device));
    const own = keep(place(input, whole(input, used, proportionalSplit(used, layersOf(input), true), 0)));
    const filled = own !== undefined && alike(used) ? undefined : fillFastest(input, used);
    if (filled !== undefined) return filled;
    if (own !== undefined) return own;
  }
  return undefined;
}

function alike(devices: readonly ComputeDevice[]): boolean {
  const first = devices[0]?.bandwidth?.value ?? null;
  return devices.every((device) => (device.bandwidth?.value ?? null) === first);
}

/** Moves layers to faster devices until they are full. */
function fillFastest(input: PlacementInput, devices: readonly ComputeDevice[]): Placed | undefined {
  const layers = layersOf(input);
  const order = devices
    .map((_, index) => index)
    .sort((a, b) => {
      const [left, right] = [devices[a], devices[b]];
      return left === undefined || right === undefined ? 0 : bySpeed(left, right);
    });
  const counts = devices.map(() => 0);
  let left = layers;
  for (const index of order) {
    const most = mostLayers(input, devices, index, left);
    counts[index] = most;
    left -= most;
  }
  if (left > 0) return undefined;
  const placed = place(input, whole(input, devices, counts, 0));
  return fits(placed) ? placed : shiftUntilFits(input, devices, counts, order);
}

/** Most layers device `index` holds when it has its share of buffers, as if every layer were the largest. */
function mostLayers(input: PlacementInput, devices: readonly ComputeDevice[], index: number, limit: number): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const counts = devices.map((_, at) => (at === index ? middle : 0));
    // Layers are taken from the end of the model, so the output matrix is in the trial of the last device only.
    const placed = place(input, part(devices, counts, middle + 1));
    const pool = placed.ledger.devices[index];
    if (pool !== undefined && pool.totalBytes.high <= pool.usableBytes) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Layers differ a little by place: moves one at a time from a device that is over to the fastest that has room. */
function shiftUntilFits(
  input: PlacementInput,
  devices: readonly ComputeDevice[],
  start: readonly number[],
  order: readonly number[],
): Placed | undefined {
  const counts = [...start];
  for (let step = 0; step < 2 * devices.length; step += 1) {
    const placed = place(input, whole(input, devices, counts, 0));
    if (fits(placed)) return placed;
    const over = placed.ledger.devices.findIndex((pool) => pool.totalBytes.high > pool.usableBytes);
    if (over < 0 || (counts[over] ?? 0) === 0) return undefined;
    const perLayer = (placed.ledger.devices[over]?.parts.weightsBytes ?? 0) / Math.max(1, counts[over] ?? 1);
    const to = order.find((index) => {
      const pool = placed.ledger.devices[index];
      return index !== over && pool !== undefined && pool.totalBytes.high + perLayer <= pool.usableBytes;
    });
    if (to === undefined) return undefined;
    counts[over] = (counts[over] ?? 0) - 1;
    counts[to] = (counts[to] ?? 0) + 1;
  }
  return undefined;
}

/** Greedy packing in device order from layer `from`: each device takes as many layers as it holds. */
function pack(input: PlacementInput, devices: readonly ComputeDevice[], from: number, cpuMoeLayers: number): Placed {
  const layers = layersOf(input);
  const build = (counts: readonly number[]): Placement =>
    from === 0 ? whole(input, devices, counts, cpuMoeLayers) : part(devices, counts, layers - from + 1, cpuMoeLayers);
  if (devices.length === 1) return place(input, build([layers - from]));
  const counts = devices.map(() => 0);
  let next = from;
  for (let index = 0; index < devices.length - 1; index += 1) {
    let low = 0;
    let high = layers - next;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const trial = [...counts];
      trial[index] = middle;
      trial[devices.length - 1] = layers - next - middle;
      const pool = place(input, build(trial)).ledger.devices[index];
      if (pool !== undefined && pool.totalBytes.high <= pool.usableBytes) low = middle;
      else high = middle - 1;
    }
    counts[index] = low;
    next += low;
  }
  counts[devices.length - 1] = layers - next;
  return place(input, build(counts));
}

/** Fewest layers whose experts must go to RAM. */
function placeExpertsInRam(input: PlacementInput, devices: readonly ComputeDevice[]): Placed {
  let low = 1;
  let high = layersOf(input);
  let best = pack(input, devices, 0, high);
  if (!fits(best)) return best;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const placed = pack(input, devices, 0, middle);
    if (fits(placed)) {
      best = placed;
      high = middle;
    } else low = middle + 1;
  }
  return best;
}

/** Most layers on the devices, the front of the model in RAM. */
function placePart(input: PlacementInput, devices: readonly ComputeDevice[]): Placed {
  const layers = layersOf(input);
  let low = 1;
  let high = layers;
  let best = pack(input, devices, layers, 0);
  if (!onDevicesFit(best)) return best;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const placed = pack(input, devices, middle, 0);
    if (onDevicesFit(placed)) {
      best = placed;
      high = middle;
    } else low = middle + 1;
  }
  return best;
}

function onDevicesFit(placed: Placed): boolean {
  return placed.ledger.devices.every((pool) => pool.totalBytes.high <= pool.usableBytes);
}
