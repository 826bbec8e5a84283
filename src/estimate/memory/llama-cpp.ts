import type { DeviceLedger, MemoryLedger } from '../../domain/memory.ts';
import { type EstimateInput, engineConstant } from '../input.ts';
import { between } from './layer-sums.ts';
import { poolLedger } from './ledger.ts';
import { cacheBytes } from './llama-cells.ts';
import { cpuGraphBytes, hostGraphBytes } from './llama-compute.ts';
import {
  type DeviceShare,
  deviceParts,
  hostWeights,
  type LlamaWork,
  PIPELINE_COPIES,
  prepareLlama,
} from './llama-work.ts';
import { contextBytes, hostReserve } from './overheads.ts';

/** llama.cpp and engines built on it: everything is allocated at start, layer by layer. */
export function llamaLedger(input: EstimateInput): MemoryLedger {
  const { machine, placement, engine } = input;
  const work = prepareLlama(input);
  const cpu = placement.kind === 'cpu';
  const placed = placement.layersByDevice.reduce((sum, count) => sum + count, 0);
  const hostLayers = cpu ? work.layers : work.layers - placed;
  const output = !cpu && placement.gpuLayers > 0 ? 'device' : 'host';
  const shared = { count: placement.devices.length, hostLayers, cpuMoeLayers: placement.cpuMoeLayers, output } as const;
  const devices: DeviceLedger[] = [];
  if (!cpu) {
    let from = hostLayers;
    placement.devices.forEach((id, index) => {
      const to = from + (placement.layersByDevice[index] ?? 0);
      const device = machine.devices.find((candidate) => candidate.id === id);
      if (device !== undefined) {
        const parts = deviceParts(work, { ...shared, index, from, to });
        const context = contextBytes(engine, device);
        const ledger = poolLedger(
          device,
          { ...parts, engine: context.typical, reserve: work.reserve },
          context.typical - context.low,
          context.high - context.typical + parts.compute * work.slack,
        );
        devices.push(device.unified ? { ...ledger, sharesHostMemory: true } : ledger);
      }
      from = to;
    });
  }
  return {
    engine: { id: engine.id, version: engine.version },
    basis: 'derived',
    devices,
    host: hostLedger(work, input, shared),
    kvCapacityTokens: work.cells.context as MemoryLedger['kvCapacityTokens'],
  };
}

function hostLedger(
  work: LlamaWork,
  input: EstimateInput,
  share: Pick<DeviceShare, 'hostLayers' | 'cpuMoeLayers' | 'output' | 'count'>,
): DeviceLedger {
  const { architecture, cells, cache, request, layers } = work;
  const { settings, machine, engine } = input;
  const cpu = input.placement.kind === 'cpu';
  const cachedTo = settings.kvOffload ? share.hostLayers : layers;
  const compute = cpu
    ? cpuGraphBytes(architecture, request)
    : hostGraphBytes(architecture, request, work.requestKey, share.count > 1 ? PIPELINE_COPIES : 1);
  return poolLedger(
    { id: 'host', capacityBytes: machine.host.capacityBytes, usableBytes: machine.host.usableBytes },
    {
      weights: hostWeights(work, share, cpu),
      kvCache: cacheBytes(cache, cells, settings, 0, cachedTo),
      recurrentState: cells.sequences * between(cache.stateBefore, 0, cachedTo),
      compute,
      output: 4 * cells.sequences * architecture.vocabSize,
      engine: engineConstant(engine, 'memory.hostProcessBytes', 150 * 1024 ** 2),
      vision: cpu ? work.vision : 0,
      reserve: cpu ? Math.max(hostReserve(machine), work.input.settings.reserveBytes ?? 0) : hostReserve(machine),
    },
    0,
    compute * (cpu ? work.slack : 0),
  );
}
