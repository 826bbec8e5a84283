import type { ComputeDevice, DeviceLedger, MemoryLedger } from '../../domain/memory.ts';
import { layoutWeights } from '../../quantization/weights.ts';
import { type EstimateInput, engineConstant } from '../input.ts';
import type { CacheProfile } from './cache-groups.ts';
import { between, type LayerSums, layerSums } from './layer-sums.ts';
import { poolLedger } from './ledger.ts';
import { type Cells, cacheBytes, cellsOf, llamaCacheProfile } from './llama-cells.ts';
import { type GraphPlaces, graphPlaces, hostGraphBytes } from './llama-compute.ts';
import { contextBytes, hostReserve, visionBytes } from './overheads.ts';

/** Layer split keeps four copies of what crosses devices, to overlap batches (GGML_SCHED_MAX_COPIES, ggml/src/ggml-backend.cpp). */
const PIPELINE_COPIES = 4;

interface Work {
  readonly input: EstimateInput;
  readonly cells: Cells;
  readonly sums: LayerSums;
  readonly cache: CacheProfile;
  readonly places: GraphPlaces;
}

/** llama.cpp and engines built on it: everything is allocated at start, layer by layer. */
export function llamaLedger(input: EstimateInput): MemoryLedger {
  const { model, quantization, machine, placement, settings, tensorTypes, engine } = input;
  const { architecture } = model;
  const layout = layoutWeights(architecture, quantization, tensorTypes);
  const cells = cellsOf(settings);
  const work: Work = {
    input,
    cells,
    sums: layerSums(layout),
    cache: llamaCacheProfile(architecture),
    places: graphPlaces(architecture, settings, cells),
  };
  const layers = work.sums.layers;
  const outputOnDevice = placement.kind !== 'cpu' && placement.gpuLayers > 0;
  let from = layers - placement.layersByDevice.reduce((sum, count) => sum + count, 0);
  const hostLayers = placement.kind === 'cpu' ? layers : from;

  const devices: DeviceLedger[] = [];
  if (placement.kind !== 'cpu') {
    placement.devices.forEach((id, index) => {
      const device = machine.devices.find((candidate) => candidate.id === id);
      if (device === undefined) return;
      const to = from + (placement.layersByDevice[index] ?? 0);
      devices.push(deviceLedger(work, device, index, from, to, outputOnDevice ? layout.outputBytes : 0));
      from = to;
    });
  }
  return {
    engine: { id: engine.id, version: engine.version },
    basis: 'derived',
    devices,
    host: hostLedger(work, hostLayers, outputOnDevice),
    kvCapacityTokens: cells.context as MemoryLedger['kvCapacityTokens'],
  };
}

function deviceLedger(
  work: Work,
  device: ComputeDevice,
  index: number,
  from: number,
  to: number,
  outputBytes: number,
): DeviceLedger {
  const { input, cells, sums, cache, places } = work;
  const { model, placement, settings, quantization, tensorTypes } = input;
  const layout = layoutWeights(model.architecture, quantization, tensorTypes);
  const last = index === placement.devices.length - 1;
  const expertsFrom = Math.max(from, Math.min(to, placement.cpuMoeLayers));
  const weights =
    between(sums.resident, from, to) +
    between(sums.experts, expertsFrom, to) +
    (last ? outputBytes : 0) +
    (index === 0 ? layout.extraDeviceBytes : 0);
  const compute = deviceCompute(work, index, last, outputBytes);
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
    engine.high - engine.typical + compute * places.slack,
  );
  return device.unified ? { ...ledger, sharesHostMemory: true } : ledger;
}

function deviceCompute(work: Work, index: number, last: boolean, outputBytes: number): number {
  const { input, cells, places, sums } = work;
  const { placement } = input;
  const d = input.model.architecture.hiddenSize;
  const output = last ? places.output : 0;
  if (placement.devices.length > 1) {
    // Inputs stay alive in every copy: the mask and the hidden state, twice after the first device.
    const crossing = places.mask + (index === 0 ? 1 : 2) * 4 * cells.ubatch * d;
    return Math.max(output, places.layer) + PIPELINE_COPIES * crossing;
  }
  const base = Math.max(output, places.layer + places.mask);
  if (placement.gpuLayers === 0) {
    // Large batches copy the output matrix to the device.
    const layout = layoutWeights(input.model.architecture, input.quantization, input.tensorTypes);
    return Math.max(base, places.output + layout.outputBytes);
  }
  const hostLayers = sums.layers - placement.layersByDevice.reduce((sum, count) => sum + count, 0);
  if (hostLayers === 0 && placement.cpuMoeLayers === 0) return base;
  return Math.max(outputBytes > 0 ? output : 0, base, places.layer + largestCopied(work, hostLayers));
}

/** With layers or experts in RAM, batches of 32 tokens and more copy one weight at a time to the device. */
function largestCopied(work: Work, hostLayers: number): number {
  const { layers } = layoutWeights(work.input.model.architecture, work.input.quantization, work.input.tensorTypes);
  let largest = 0;
  const upTo = Math.max(hostLayers, Math.min(layers.length, work.input.placement.cpuMoeLayers));
  for (let layer = 0; layer < upTo; layer += 1) {
    const weights = layers[layer];
    if (weights === undefined) continue;
    // The down projection takes the better type; it is a little more than a third of the block.
    largest = Math.max(largest, (weights.expertBytes > 0 ? weights.expertBytes : weights.residentBytes / 2) * 0.42);
  }
  return largest;
}

function hostLedger(work: Work, hostLayers: number, outputOnDevice: boolean): DeviceLedger {
  const { input, cells, sums, cache, places } = work;
  const { model, placement, settings, machine } = input;
  const { architecture } = model;
  const layout = layoutWeights(architecture, input.quantization, input.tensorTypes);
  const cpu = placement.kind === 'cpu';
  const hostExperts = Math.max(hostLayers, Math.min(sums.layers, placement.cpuMoeLayers));
  // A tied head needs no copy of its own where the table is.
  const head = outputOnDevice ? 0 : layout.outputBytes - (layout.tied ? layout.embeddingBytes : 0);
  const weights =
    layout.embeddingBytes +
    layout.extraHostBytes +
    (cpu ? layout.extraDeviceBytes : 0) +
    head +
    between(sums.resident, 0, hostLayers) +
    between(sums.experts, 0, hostExperts);
  const cachedTo = settings.kvOffload ? hostLayers : sums.layers;
  const copies = placement.devices.length > 1 ? PIPELINE_COPIES : 1;
  const compute = cpu
    ? Math.max(places.output + 4 * cells.ubatch * architecture.hiddenSize, places.layer + places.mask)
    : hostGraphBytes(architecture, settings, cells, copies);
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
    compute * (cpu ? places.slack : 0),
  );
}
