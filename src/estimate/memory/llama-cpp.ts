import type { Architecture } from '../../domain/architecture.ts';
import type { ComputeDevice, DeviceLedger, MemoryLedger, WeightLayout } from '../../domain/memory.ts';
import { layoutWeights, tensorBytesOfLayer } from '../../quantization/weights.ts';
import { type EstimateInput, engineConstant } from '../input.ts';
import type { CacheProfile } from './cache-groups.ts';
import { representative, type Segment } from './graph/build.ts';
import type { CopiedBytes, GraphRequest } from './graph/request.ts';
import { between, type LayerSums, layerSums } from './layer-sums.ts';
import { poolLedger } from './ledger.ts';
import { type Cells, cacheBytes, cellsOf, llamaCacheProfile } from './llama-cells.ts';
import { computeSlack, graphRequest, hostGraphBytes, segmentBytes, wholeModel } from './llama-compute.ts';
import { contextBytes, hostReserve, visionBytes } from './overheads.ts';

/** Layer split keeps four copies of what crosses devices, to overlap batches (GGML_SCHED_MAX_COPIES, ggml/src/ggml-backend.cpp). */
const PIPELINE_COPIES = 4;

const NOTHING_COPIED: CopiedBytes = () => 0;

interface Work {
  readonly input: EstimateInput;
  readonly architecture: Architecture;
  readonly layout: WeightLayout;
  readonly cells: Cells;
  readonly sums: LayerSums;
  readonly cache: CacheProfile;
  readonly request: GraphRequest;
  /** Layers in front that are on the host. */
  readonly hostLayers: number;
  readonly outputOnDevice: boolean;
}

/** llama.cpp and engines built on it: everything is allocated at start, layer by layer. */
export function llamaLedger(input: EstimateInput): MemoryLedger {
  const { model, quantization, machine, placement, settings, tensorTypes, engine } = input;
  const { architecture } = model;
  const layout = layoutWeights(architecture, quantization, tensorTypes);
  const cells = cellsOf(settings);
  const sums = layerSums(layout);
  const placed = placement.layersByDevice.reduce((sum, count) => sum + count, 0);
  const hostLayers = placement.kind === 'cpu' ? sums.layers : sums.layers - placed;
  const work: Work = {
    input,
    architecture,
    layout,
    cells,
    sums,
    cache: llamaCacheProfile(architecture),
    request: graphRequest(settings, cells, fusesExperts(input)),
    hostLayers,
    outputOnDevice: placement.kind !== 'cpu' && placement.gpuLayers > 0,
  };
  const devices: DeviceLedger[] = [];
  if (placement.kind !== 'cpu') {
    let from = hostLayers;
    placement.devices.forEach((id, index) => {
      const device = machine.devices.find((candidate) => candidate.id === id);
      const to = from + (placement.layersByDevice[index] ?? 0);
      if (device !== undefined) devices.push(deviceLedger(work, device, index, from, to));
      from = to;
    });
  }
  return {
    engine: { id: engine.id, version: engine.version },
    basis: 'derived',
    devices,
    host: hostLedger(work),
    kvCapacityTokens: cells.context as MemoryLedger['kvCapacityTokens'],
  };
}

/** HIP builds are the CUDA backend's code. */
function fusesExperts({ machine, placement }: EstimateInput): boolean {
  const [id] = placement.devices;
  const backend = machine.devices.find((device) => device.id === id)?.backend;
  return backend === 'cuda' || backend === 'rocm';
}

function deviceLedger(work: Work, device: ComputeDevice, index: number, from: number, to: number): DeviceLedger {
  const { input, cells, sums, cache, layout, architecture } = work;
  const { placement, settings } = input;
  const last = index === placement.devices.length - 1;
  const expertsFrom = Math.max(from, Math.min(to, placement.cpuMoeLayers));
  const weights =
    between(sums.resident, from, to) +
    between(sums.experts, expertsFrom, to) +
    (last && work.outputOnDevice ? layout.outputBytes : 0) +
    (index === 0 ? layout.extraDeviceBytes : 0);
  const compute = deviceCompute(work, index, from, to);
  const engine = contextBytes(input.engine, device);
  const ledger = poolLedger(
    device,
    {
      weights,
      kvCache: settings.kvOffload ? cacheBytes(cache, cells, settings, from, to) : 0,
      recurrentState: settings.kvOffload ? cells.sequences * between(cache.stateBefore, from, to) : 0,
      compute,
      engine: engine.typical,
      vision: index === 0 ? visionBytes(input) : 0,
      reserve: engineConstant(input.engine, 'memory.reserveBytes', 0),
    },
    engine.typical - engine.low,
    engine.high - engine.typical + compute * computeSlack(architecture),
  );
  return device.unified ? { ...ledger, sharesHostMemory: true } : ledger;
}

function deviceCompute(work: Work, index: number, from: number, to: number): number {
  const { input, architecture, request, hostLayers } = work;
  const { placement, settings } = input;
  const several = placement.devices.length > 1;
  const onHost = Math.max(hostLayers, placement.cpuMoeLayers);
  const segment = (kinds: readonly number[], starts: Segment['starts'], ends: Segment['ends']): Segment => ({
    kinds,
    starts,
    ends,
    copies: several && onHost === 0 ? PIPELINE_COPIES : 1,
    hostLayers: 0,
    copied: NOTHING_COPIED,
    cacheOnHost: !settings.kvOffload,
  });
  const first = index === 0;
  const last = index === placement.devices.length - 1;
  const whole = !several && hostLayers === 0;
  const kinds = whole
    ? wholeModel(architecture)
    : representative(architecture.order.slice(first ? 0 : from, last ? undefined : to));
  const plain = segment(kinds, first ? 'embedding' : 'device', last ? 'output' : 'device');
  const bytes = segmentBytes(architecture, request, plain, '');
  if (!first || onHost === 0) return bytes;
  // The first device also runs the layers on the host, in large batches, with weights copied as they are needed.
  const copying = {
    ...plain,
    hostLayers: kinds.length,
    copied: copiedWeights(work),
    cacheOnHost: hostLayers > 0 || !settings.kvOffload,
  };
  const variant = `${input.quantization.id}/${hostLayers}/${placement.cpuMoeLayers}/${work.outputOnDevice}`;
  return Math.max(bytes, segmentBytes(architecture, request, copying, variant));
}

/** Bytes of a weight that lies on the host, the largest of its name over the host's layers; 0 for what is on a device. */
function copiedWeights(work: Work): CopiedBytes {
  const { input, architecture, layout, hostLayers, outputOnDevice } = work;
  const { quantization, tensorTypes, placement } = input;
  const largest = new Map<string, number>();
  const upTo = Math.max(hostLayers, Math.min(layout.layers.length, placement.cpuMoeLayers));
  for (let layer = 0; layer < upTo; layer += 1) {
    for (const tensor of tensorBytesOfLayer(architecture, quantization, tensorTypes, layer)) {
      if (layer >= hostLayers && !tensor.expert) continue;
      largest.set(tensor.name, Math.max(largest.get(tensor.name) ?? 0, tensor.bytes));
    }
  }
  if (!outputOnDevice) largest.set('output', layout.outputBytes);
  return (name) => largest.get(name) ?? 0;
}

function hostLedger(work: Work): DeviceLedger {
  const { input, architecture, layout, cells, sums, cache, request, hostLayers } = work;
  const { placement, settings, machine } = input;
  const cpu = placement.kind === 'cpu';
  const hostExperts = Math.max(hostLayers, Math.min(sums.layers, placement.cpuMoeLayers));
  // A tied head needs no copy of its own where the table is.
  const head = work.outputOnDevice ? 0 : layout.outputBytes - (layout.tied ? layout.embeddingBytes : 0);
  const weights =
    layout.embeddingBytes +
    layout.extraHostBytes +
    (cpu ? layout.extraDeviceBytes : 0) +
    head +
    between(sums.resident, 0, hostLayers) +
    between(sums.experts, 0, hostExperts);
  const cachedTo = settings.kvOffload ? hostLayers : sums.layers;
  const copies = placement.devices.length > 1 ? PIPELINE_COPIES : 1;
  const compute = cpu ? cpuCompute(architecture, request) : hostGraphBytes(architecture, request, copies);
  return poolLedger(
    { id: 'host', capacityBytes: machine.host.capacityBytes, usableBytes: machine.host.usableBytes },
    {
      weights,
      kvCache: cacheBytes(cache, cells, settings, 0, cachedTo),
      recurrentState: cells.sequences * between(cache.stateBefore, 0, cachedTo),
      compute,
      output: 4 * cells.sequences * architecture.vocabSize,
      engine: engineConstant(input.engine, 'memory.hostProcessBytes', 150 * 1024 ** 2),
      vision: cpu ? visionBytes(input) : 0,
      reserve: hostReserve(machine),
    },
    0,
    compute * (cpu ? computeSlack(architecture) : 0),
  );
}

/** On the CPU the whole graph and its inputs share one buffer; embeddings that could be given instead of tokens stay in it. */
function cpuCompute(architecture: Architecture, request: GraphRequest): number {
  const peak = segmentBytes(
    architecture,
    request,
    {
      kinds: wholeModel(architecture),
      starts: 'embedding',
      ends: 'output',
      copies: 1,
      hostLayers: 0,
      copied: NOTHING_COPIED,
      cacheOnHost: false,
    },
    '',
  );
  return peak + 4 * request.tokens * architecture.hiddenSize;
}
