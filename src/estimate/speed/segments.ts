import type { ComputeDevice, Machine, Placement } from '../../domain/memory.ts';

/** Layers `from`..`to` on one device. */
export interface Segment {
  readonly device: ComputeDevice;
  readonly from: number;
  readonly to: number;
  /** The output matrix is read here. */
  readonly output: boolean;
}

/** Where each layer runs: the host's layers come first, as llama.cpp places them, then the devices in order. */
export interface Segments {
  /** Layers 0..hostLayers-1 run on the host. */
  readonly hostLayers: number;
  readonly outputOnHost: boolean;
  readonly devices: readonly Segment[];
}

function find(machine: Machine, id: string): ComputeDevice | null {
  for (const device of machine.devices) if (device.id === id) return device;
  return null;
}

/** Null when the placement names a device the machine does not have. */
export function segmentsOf(machine: Machine, placement: Placement, layers: number): Segments | null {
  if (placement.kind === 'cpu' || placement.devices.length === 0) {
    return { hostLayers: layers, outputOnHost: true, devices: [] };
  }
  if (placement.kind === 'tensor-parallel') {
    const first = find(machine, placement.devices[0] ?? '');
    return (
      first && { hostLayers: 0, outputOnHost: false, devices: [{ device: first, from: 0, to: layers, output: true }] }
    );
  }
  let placed = 0;
  for (const count of placement.layersByDevice) placed += count;
  const hostLayers = Math.max(0, layers - placed);
  const outputOnHost = hostLayers > 0 && placement.gpuLayers <= layers - hostLayers && placement.gpuLayers <= layers;
  const devices: Segment[] = [];
  let from = hostLayers;
  for (let i = 0; i < placement.devices.length; i += 1) {
    const device = find(machine, placement.devices[i] ?? '');
    if (!device) return null;
    const to = Math.min(layers, from + (placement.layersByDevice[i] ?? 0));
    devices.push({ device, from, to, output: !outputOnHost && i === placement.devices.length - 1 });
    from = to;
  }
  return { hostLayers, outputOnHost, devices };
}
