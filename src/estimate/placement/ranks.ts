import type { Architecture, Mixer } from '../../domain/architecture.ts';
import type { ComputeDevice, Placement } from '../../domain/memory.ts';
import type { Quantization } from '../../domain/quantization.ts';
import type { PlacementInput } from '../input.ts';
import { fits, leastShort, NOWHERE, type Placed, place } from './candidate.ts';
import type { PlacementConstraints } from './constraints.ts';
import { bySpeed, rankGroups } from './device-groups.ts';

/** Quantization groups of 128 weights must not be cut by a rank (vllm model_executor/layers/quantization/gptq_marlin.py). */
const GROUP = 128;

/** Placement for engines that split every matrix over ranks and layers over stages: fewest devices that hold it, tensor before pipeline. */
export function placeRanks(input: PlacementInput, constraints: PlacementConstraints): Placed {
  const groups = rankGroups(input.machine);
  if (groups.length === 0) {
    return { ...place(input, NOWHERE), fit: { kind: 'unsupported', code: 'no-device' } };
  }
  const failed: Placed[] = [];
  for (const { devices } of groups) {
    for (const { tensor, pipeline } of worlds(input, devices.length, constraints)) {
      const placed = place(input, ranks(input, devices, tensor, pipeline));
      if (fits(placed)) return placed;
      failed.push(placed);
    }
  }
  return leastShort(failed) ?? { ...place(input, NOWHERE), fit: { kind: 'unsupported', code: 'no-legal-split' } };
}

interface World {
  readonly tensor: number;
  readonly pipeline: number;
}

function worlds(input: PlacementInput, devices: number, constraints: PlacementConstraints): readonly World[] {
  const { architecture } = input.model;
  const found: World[] = [];
  for (let tensor = 1; tensor <= devices; tensor += 1) {
    if (constraints.tensorParallel !== undefined && tensor !== constraints.tensorParallel) continue;
    if (!dividesModel(architecture, input.quantization, tensor)) continue;
    for (let pipeline = 1; pipeline * tensor <= devices && pipeline <= architecture.order.length; pipeline += 1) {
      if (constraints.pipelineParallel !== undefined && pipeline !== constraints.pipelineParallel) continue;
      found.push({ tensor, pipeline });
    }
  }
  return found.sort((a, b) => a.tensor * a.pipeline - b.tensor * b.pipeline || a.pipeline - b.pipeline);
}

/** Heads must divide evenly; key heads too, or be copied whole (vllm config/model.py, verify_with_parallel_config). */
function dividesModel(architecture: Architecture, quantization: Quantization, tensor: number): boolean {
  if (tensor === 1) return true;
  const grouped = quantization.format === 'gptq' || quantization.format === 'awq';
  return architecture.kinds.every(({ mixer, feedForward }) => {
    if (!dividesMixer(mixer, tensor)) return false;
    if (feedForward.kind === 'none') return true;
    const width = feedForward.kind === 'dense' ? feedForward.width : feedForward.expertWidth;
    return grouped ? width % (GROUP * tensor) === 0 : width % tensor === 0;
  });
}

function dividesMixer(mixer: Mixer, tensor: number): boolean {
  switch (mixer.kind) {
    case 'attention':
      return mixer.heads % tensor === 0 && (mixer.kvHeads % tensor === 0 || tensor % mixer.kvHeads === 0);
    case 'mla':
    case 'compressed':
    case 'mamba2':
      return mixer.heads % tensor === 0;
    case 'linear':
      return mixer.keyHeads % tensor === 0 && mixer.valueHeads % tensor === 0;
    case 'mamba1':
      return mixer.innerSize % tensor === 0;
    case 'parallel':
      return dividesMixer(mixer.attention, tensor) && dividesMixer(mixer.state, tensor);
    default:
      return true;
  }
}

function ranks(input: PlacementInput, devices: readonly ComputeDevice[], tensor: number, pipeline: number): Placement {
  const layers = input.model.architecture.order.length;
  const chosen = new Set([...devices].sort(bySpeed).slice(0, tensor * pipeline));
  const used = devices.filter((device) => chosen.has(device));
  const perStage = Math.ceil(layers / pipeline);
  return {
    kind: used.length === 1 ? 'single' : 'tensor-parallel',
    devices: used.map((device) => device.id),
    layersByDevice: used.map((_, index) => {
      const from = Math.min(layers, Math.floor(index / tensor) * perStage);
      return Math.min(layers, from + perStage) - from;
    }),
    gpuLayers: layers + 1,
    cpuMoeLayers: 0,
    tensorParallel: tensor,
    pipelineParallel: pipeline,
  };
}
