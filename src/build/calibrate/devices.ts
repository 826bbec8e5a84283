import type { Backend, DeviceSpec } from '../../domain/hardware.ts';
import type { ComputeDevice } from '../../domain/memory.ts';
import { bytes, operationsPerSecond } from '../../units/quantities.ts';
import type { Sourced } from '../../units/range.ts';

function published<T>(value: T | undefined): Sourced<T> | null {
  return value === undefined ? null : { value, basis: 'published' };
}

/** The device a catalog row describes, as the estimators see it. */
export function computeDevice(spec: DeviceSpec, backend: Backend): ComputeDevice {
  const capacity = spec.memoryOptionsBytes[spec.memoryOptionsBytes.length - 1] ?? bytes(0);
  const operations = (value: number | undefined) =>
    published(value === undefined ? undefined : operationsPerSecond(value));
  return {
    id: 'gpu0',
    name: spec.name,
    vendor: spec.vendor,
    backend,
    catalogId: spec.id,
    generation: spec.generation,
    capacityBytes: capacity,
    usableBytes: capacity,
    unified: spec.unified,
    computeCapability: spec.computeCapability ?? null,
    gfx: spec.gfx ?? null,
    bandwidth: published(spec.bandwidthBytesPerSecond),
    fp16: operations(spec.fp16OperationsPerSecond),
    int8: operations(spec.int8OperationsPerSecond),
    fp8: operations(spec.fp8OperationsPerSecond),
    interconnect: spec.interconnect ?? null,
    tdpWatts: spec.tdpWatts ?? null,
  };
}
