import type { DeviceLedger, Fit, MemoryLedger, Placement } from '../domain/memory.ts';
import type { Bytes, Ratio } from '../units/quantities.ts';

/** What a pool must be able to give for what was asked: the high end, less what the engine only takes because it is there. */
const needOf = (pool: DeviceLedger): number => pool.totalBytes.high - (pool.elasticBytes ?? 0);

/** Does the ledger fit its machine? The high end of each total decides; a pool that device and host share is counted once, for both. */
export function judgeFit(ledger: MemoryLedger, placement: Placement): Fit {
  const { devices, host } = ledger;
  let headroom = Number.POSITIVE_INFINITY;
  let usable = 0;
  let shortBy = 0;
  let where = host.id;
  let shared = needOf(host);
  // What the engine takes must be there, needed or not; what is not needed counts as room.
  const look = (pool: DeviceLedger, need: number): void => {
    const lacking = need + (pool.elasticBytes ?? 0) - pool.usableBytes;
    usable += pool.usableBytes;
    headroom = Math.min(headroom, pool.usableBytes - need);
    if (lacking > shortBy) {
      shortBy = lacking;
      where = pool.id;
    }
  };
  for (const device of devices) {
    look(device, needOf(device));
    if (device.sharesHostMemory) shared += needOf(device);
  }
  const before = headroom;
  const usableDevices = usable;
  look(host, shared);
  if (shortBy > 0) return { kind: 'too-big', shortByBytes: Math.ceil(shortBy) as Bytes, where };

  // Headroom speaks of where the model is; the host only counts when it holds part of it or is the pool itself.
  const onHost = placement.kind === 'cpu' || placement.kind === 'offload' || placement.kind === 'expert-offload';
  const spare = devices.length > 0 && !onHost ? before : headroom;
  const pool = devices.length > 0 && !onHost ? usableDevices : usable;
  const headroomBytes = Math.max(0, Math.floor(spare)) as Bytes;
  const headroomRatio = Math.min(1, pool > 0 ? (headroomBytes * Math.max(1, devices.length)) / pool : 0) as Ratio;
  if (!onHost || placement.kind === 'cpu') return { kind: 'fits', headroomBytes, headroomRatio };
  return { kind: 'fits-offloaded', onDeviceRatio: onDeviceRatio(ledger), headroomBytes, headroomRatio };
}

function onDeviceRatio(ledger: MemoryLedger): Ratio {
  const onDevices = ledger.devices.reduce((sum, device) => sum + device.parts.weightsBytes, 0);
  const all = onDevices + ledger.host.parts.weightsBytes;
  return (all === 0 ? 0 : onDevices / all) as Ratio;
}
