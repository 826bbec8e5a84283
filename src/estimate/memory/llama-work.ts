import type { Architecture } from '../../domain/architecture.ts';
import type { ComputeDevice, WeightLayout } from '../../domain/memory.ts';
import { layoutWeights, tensorBytesOfLayer } from '../../quantization/weights.ts';
import { engineConstant, type PlacementInput } from '../input.ts';
import type { CacheProfile } from './cache-groups.ts';
import type { Segment } from './graph/build.ts';
import type { CopiedBytes, GraphRequest } from './graph/request.ts';
import { between, layerSums } from './layer-sums.ts';
import { type Cells, cacheBytes, cellsOf, llamaCacheProfile } from './llama-cells.ts';
import { computeSlack, graphRequest, requestKey, segmentBytes, wholeModel } from './llama-compute.ts';
import { contextBytes, visionBytes } from './overheads.ts';

/** Layer split keeps four copies of what crosses devices, to overlap batches (GGML_SCHED_MAX_COPIES, ggml/src/ggml-backend.cpp). */
export const PIPELINE_COPIES = 4;

const NOTHING_COPIED: CopiedBytes = () => 0;

/** What every placement of one configuration shares. */
export interface LlamaWork {
  readonly input: PlacementInput;
  readonly architecture: Architecture;
  readonly layout: WeightLayout;
  readonly layers: number;
  readonly cells: Cells;
  readonly cache: CacheProfile;
  readonly request: GraphRequest;
  readonly requestKey: string;
  readonly slack: number;
  readonly reserve: number;
  readonly vision: number;
}

/** HIP builds are the CUDA backend's code. */
function fusesExperts({ machine }: PlacementInput): boolean {
  const backend = machine.devices[0]?.backend;
  return backend === 'cuda' || backend === 'rocm';
}

export function prepareLlama(input: PlacementInput): LlamaWork {
  const { model, quantization, settings, tensorTypes, engine } = input;
  const { architecture } = model;
  const cells = cellsOf(settings);
  const request = graphRequest(settings, cells, fusesExperts(input));
  return {
    input,
    architecture,
    layout: layoutWeights(architecture, quantization, tensorTypes),
    layers: architecture.order.length,
    cells,
    cache: llamaCacheProfile(architecture),
    request,
    requestKey: requestKey(architecture, request),
    slack: computeSlack(architecture),
    reserve: settings.reserveBytes ?? engineConstant(engine, 'memory.reserveBytes', 0),
    vision: visionBytes(input),
  };
}

/** What one device is given: layers `from` to `to` of a model whose first `hostLayers` are on the host. */
export interface DeviceShare {
  readonly index: number;
  readonly count: number;
  readonly from: number;
  readonly to: number;
  readonly hostLayers: number;
  readonly cpuMoeLayers: number;
  readonly output: 'device' | 'host';
}

export interface DeviceParts {
  readonly weights: number;
  readonly kvCache: number;
  readonly recurrentState: number;
  readonly compute: number;
  readonly vision: number;
}

export function deviceParts(work: LlamaWork, share: DeviceShare): DeviceParts {
  const { cache, cells, input } = work;
  const { index, from, to } = share;
  const offload = input.settings.kvOffload;
  return {
    weights: heldWeights(work, share),
    kvCache: offload ? cacheBytes(cache, cells, input.settings, from, to) : 0,
    recurrentState: offload ? cells.sequences * between(cache.stateBefore, from, to) : 0,
    compute: deviceCompute(work, share),
    vision: index === 0 ? work.vision : 0,
  };
}

/** Does a device hold its share, at the high end of every part? */
export function deviceHolds(work: LlamaWork, device: ComputeDevice, share: DeviceShare): boolean {
  const { usableBytes } = device;
  // Weights alone settle most cases; the graph is only looked at when they do not.
  if (heldWeights(work, share) > usableBytes) return false;
  const parts = deviceParts(work, share);
  const context = contextBytes(work.input.engine, device).high;
  const sum = parts.weights + parts.kvCache + parts.recurrentState + parts.vision + work.reserve + context;
  // 8: the parts of a ledger are rounded up one by one.
  return sum + parts.compute * (1 + work.slack) + 8 <= usableBytes;
}

function heldWeights(work: LlamaWork, share: DeviceShare): number {
  const { layout, layers } = work;
  const { index, count, from, to, cpuMoeLayers } = share;
  const output = index === count - 1 && share.output === 'device' ? layout.outputBytes : 0;
  const fixed = output + (index === 0 ? layout.extraDeviceBytes : 0);
  if (from === 0 && to === layers && cpuMoeLayers === 0) return fixed + layout.layerBytes;
  const sums = layerSums(layout);
  const expertsFrom = Math.max(from, Math.min(to, cpuMoeLayers));
  return fixed + between(sums.resident, from, to) + between(sums.experts, expertsFrom, to);
}

function deviceCompute(work: LlamaWork, share: DeviceShare): number {
  const { architecture, request, layers, input, requestKey: key } = work;
  const { index, count, hostLayers } = share;
  const first = index === 0;
  const last = index === count - 1;
  const onHost = Math.max(hostLayers, Math.min(layers, share.cpuMoeLayers));
  const copies = count > 1 && onHost === 0 ? PIPELINE_COPIES : 1;
  const cacheOnHost = !input.settings.kvOffload;
  const plain = (): Segment => ({
    kinds: wholeModel(architecture),
    starts: first ? 'embedding' : 'device',
    ends: last ? 'output' : 'device',
    copies,
    hostLayers: 0,
    copied: NOTHING_COPIED,
    cacheOnHost,
  });
  const role = `${first ? 'f' : ''}${last ? 'l' : ''}${copies}${cacheOnHost ? 'h' : ''}`;
  const bytes = segmentBytes(architecture, request, key, role, plain);
  if (!first || (onHost === 0 && share.output === 'device')) return bytes;
  // The first device also runs the layers on the host, in large batches, with weights copied as they are needed.
  const copied = hostTensors(work, share);
  const copying = (): Segment => {
    const segment = plain();
    return {
      ...segment,
      hostLayers: segment.kinds.length,
      copied: copied.bytes,
      cacheOnHost: hostLayers > 0 || cacheOnHost,
    };
  };
  return Math.max(bytes, segmentBytes(architecture, request, key, `${role} ${copied.variant}`, copying));
}

interface HostTensors {
  readonly bytes: CopiedBytes;
  /** Names what the sizes depend on. */
  readonly variant: string;
}

/** The first layers have the best types of a mix, so a few of them stand for all. */
const LAYERS_LOOKED_AT = 8;

const largestMemo = new WeakMap<WeightLayout, Map<string, ReadonlyMap<string, number>>>();

/** Largest weight of each name over the layers on the host. */
function hostTensors(work: LlamaWork, share: DeviceShare): HostTensors {
  const { input, architecture, layout, layers } = work;
  // Only experts of the layers behind the host's own are copied.
  const residents = share.hostLayers > 0;
  const variant = `${input.quantization.id}/${residents}/${share.output}`;
  let byVariant = largestMemo.get(layout);
  if (byVariant === undefined) {
    byVariant = new Map();
    largestMemo.set(layout, byVariant);
  }
  let largest = byVariant.get(variant);
  if (largest === undefined) {
    const found = new Map<string, number>();
    for (let layer = 0; layer < Math.min(layers, LAYERS_LOOKED_AT); layer += 1) {
      for (const tensor of tensorBytesOfLayer(architecture, input.quantization, input.tensorTypes, layer)) {
        if (!residents && !tensor.expert) continue;
        found.set(tensor.name, Math.max(found.get(tensor.name) ?? 0, tensor.bytes));
      }
    }
    if (share.output === 'host') found.set('output', layout.outputBytes);
    largest = found;
    byVariant.set(variant, largest);
  }
  const sizes = largest;
  return { bytes: (name) => sizes.get(name) ?? 0, variant };
}

/** Bytes of weights on the host. */
export function hostWeights(
  work: LlamaWork,
  share: Pick<DeviceShare, 'hostLayers' | 'cpuMoeLayers' | 'output'>,
  cpu: boolean,
): number {
  const { layout, layers } = work;
  // A tied head needs no copy of its own where the table is.
  const head = share.output === 'device' ? 0 : layout.outputBytes - (layout.tied ? layout.embeddingBytes : 0);
  const fixed = layout.embeddingBytes + layout.extraHostBytes + (cpu ? layout.extraDeviceBytes : 0) + head;
  if (share.hostLayers === layers) return fixed + layout.layerBytes;
  if (share.hostLayers === 0 && share.cpuMoeLayers === 0) return fixed;
  const sums = layerSums(layout);
  const experts = Math.max(share.hostLayers, Math.min(layers, share.cpuMoeLayers));
  return fixed + between(sums.resident, 0, share.hostLayers) + between(sums.experts, 0, experts);
}
