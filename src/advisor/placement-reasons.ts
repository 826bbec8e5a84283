import type { Fit, MemoryLedger, Placement } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import { type Reason, reason } from '../domain/reason.ts';

/** Says how the memory came out: what fits where, or by how much it does not. */
export function placementReasons({
  fit,
  placement,
  ledger,
  model,
}: {
  readonly fit: Fit;
  readonly placement: Placement;
  readonly ledger: MemoryLedger;
  readonly model: ModelSpec;
}): readonly Reason[] {
  if (fit.kind === 'unsupported') return [];
  if (fit.kind === 'too-big') {
    const pool = ledger.devices.find((device) => device.id === fit.where) ?? ledger.host;
    return [
      reason('too-big', 'blocks', {
        needBytes: pool.usableBytes + fit.shortByBytes,
        haveBytes: pool.usableBytes,
        where: fit.where,
      }),
    ];
  }
  const { headroomBytes } = fit;
  if (placement.kind === 'cpu') return [reason('fits-in-ram', 'for', { headroomBytes })];
  if (placement.kind === 'expert-offload')
    return [reason('experts-in-ram', 'against', { layers: placement.cpuMoeLayers })];
  if (fit.kind === 'fits-offloaded') {
    const onDevice = placement.layersByDevice.reduce((sum, count) => sum + count, 0);
    return [reason('fits-offloaded', 'against', { layersOnDevice: onDevice, layers: model.architecture.order.length })];
  }
  if (placement.devices.length > 1)
    return [reason('fits-split', 'for', { devices: placement.devices.length, headroomBytes })];
  return [reason('fits-whole', 'for', { device: placement.devices[0] ?? ledger.host.id, headroomBytes })];
}
