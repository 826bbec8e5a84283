import type { Device, MigSlice } from '../domain/hardware.ts';
import type { ComputeDevice } from '../domain/memory.ts';
import { type Bytes, bytes, bytesPerSecond, operationsPerSecond } from '../units/quantities.ts';

/** Compute slices of an A100 or H100 (`3g.40gb` is three of them): docs.nvidia.com, MIG user guide, supported profiles. */
const COMPUTE_SLICES = 7;

/**
 * A card in MIG mode works as one of its slices: a process sees a single MIG device, however many there are (CUDA device
 * enumeration, MIG user guide). The one with the most free memory; null when none is there or its memory is unknown.
 * Bandwidth goes with the share of memory, compute with the slices in the profile's name.
 */
export function largestSlice(card: Device, whole: ComputeDevice): ComputeDevice | null {
  const best = card.mig
    .map((slice, index) => ({ slice, index, free: freeOf(slice) }))
    .filter((entry) => entry.free !== null)
    .sort((a, b) => (b.free ?? 0) - (a.free ?? 0) || a.index - b.index)[0];
  const capacity = best === undefined ? null : (best.slice.capacityBytes ?? best.slice.memoryTotalBytes);
  if (best === undefined || best.free === null || capacity === null || capacity === 0) return null;
  const profile = /(\d+)g\./.exec(best.slice.profile ?? '')?.[1];
  const compute = profile === undefined ? null : Math.min(1, Number(profile) / COMPUTE_SLICES);
  const memory = Math.min(1, capacity / (card.memoryTotalBytes ?? whole.capacityBytes));
  const scaled = (figure: ComputeDevice['fp16']): ComputeDevice['fp16'] =>
    figure === null || compute === null
      ? null
      : { ...figure, value: operationsPerSecond(figure.value * compute), basis: 'derived' };
  return {
    ...whole,
    id: `${whole.id}-mig${best.slice.index ?? best.index}`,
    name: best.slice.profile === null ? `${whole.name} MIG` : `${whole.name} MIG ${best.slice.profile}`,
    capacityBytes: capacity,
    usableBytes: bytes(Math.min(best.free, capacity)),
    bandwidth:
      whole.bandwidth === null
        ? null
        : { ...whole.bandwidth, value: bytesPerSecond(whole.bandwidth.value * memory), basis: 'derived' },
    fp16: scaled(whole.fp16),
    int8: scaled(whole.int8),
    fp8: scaled(whole.fp8),
    interconnect: 'none',
  };
}

const freeOf = (slice: MigSlice): Bytes | null =>
  slice.memoryFreeBytes ?? slice.capacityBytes ?? slice.memoryTotalBytes;
