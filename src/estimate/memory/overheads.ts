import type { EngineSpec } from '../../domain/engine.ts';
import type { ComputeDevice, Machine } from '../../domain/memory.ts';
import type { Range } from '../../units/range.ts';
import { engineConstant, type PlacementInput } from '../input.ts';

const MIB = 1024 ** 2;

/** What the process holds on a device beside its buffers: CUDA context, kernels, library workspaces. */
export function contextBytes(engine: EngineSpec, device: ComputeDevice): Range {
  // A device that shares the host's memory keeps its context there, in the process's own size.
  if (device.unified) return { low: 0, typical: 64 * MIB, high: 128 * MIB };
  const typical = engineConstant(engine, 'memory.contextBytes', 300 * MIB);
  return {
    low: engineConstant(engine, 'memory.contextBytesLow', 140 * MIB),
    typical,
    high: Math.max(typical, engineConstant(engine, 'memory.contextBytesHigh', 312 * MIB)),
  };
}

/** Vision tower at 16 bits, where images are asked for. */
export function visionBytes(input: PlacementInput): number {
  const { model, settings } = input;
  return settings.vision && model.vision !== undefined ? model.vision.parameters * 2 : 0;
}

/** Kept for the system where the machine was described idle; free memory as measured already excludes it. Desktops idle at 2 GiB and more. */
export function hostReserve(machine: Machine): number {
  const { capacityBytes, usableBytes } = machine.host;
  return usableBytes < capacityBytes
    ? 0
    : Math.min(Math.max(2048 * MIB, Math.floor(capacityBytes / 10)), 8192 * MIB, Math.floor(capacityBytes / 3));
}
