import { type Device, type Finding, type FindingCode, finding, type Vendor } from '../../domain/hardware.ts';
import type { DeviceRecord } from './join.ts';
import { first } from './pick.ts';

const NO_COMPUTE_DRIVERS = new Set(['nouveau', 'radeon', 'simpledrm', 'simple-framebuffer', 'nvidiafb', 'rivafb']);
/** Witnesses that list what is plugged in, whether or not a driver runs it. */
const SILENT: ReadonlySet<string> = new Set(['sysfs', 'lspci', 'device-tree', 'cim', 'registry']);
const PASSTHROUGH_DRIVERS = new Set(['vfio-pci', 'pci-stub', 'xen-pciback']);

interface Case {
  readonly record: DeviceRecord;
  readonly vendor: Vendor;
  /** What the user knows the device by. */
  readonly label: string;
  readonly name: string | null;
  readonly unified: boolean;
  readonly migMode: Device['migMode'];
  readonly slices: number;
}

/** Why a device must not count for our work, if so; the finding that tells it is added. */
export function unusableBecause(
  { record, vendor, label, name, unified, migMode, slices }: Case,
  findings: Finding[],
): FindingCode | null {
  const say = (found: Finding): FindingCode => {
    findings.push(found);
    return found.code;
  };
  const driver = first(record, 'kernelDriver');
  const answered = record.some((fact) => !SILENT.has(fact.witness));
  if (driver !== null && PASSTHROUGH_DRIVERS.has(driver))
    return say(finding('passthrough', 'warning', { device: label }));
  if (driver !== null && NO_COMPUTE_DRIVERS.has(driver))
    return say(finding('driver-not-for-compute', 'warning', { device: label, driver }));
  if (record.some((fact) => fact.lost)) return say(finding('device-lost', 'error', { device: label }));
  // A bare PCI listing that shows no driver, and no tool that answers for the device.
  if (!answered && (driver === '' || (driver === null && record.every((fact) => fact.witness === 'lspci'))))
    return say(finding('driver-missing', 'error', { device: label, vendor }));
  if (migMode === 'enabled' && slices === 0) return say(finding('mig-without-instances', 'warning', { device: label }));
  if (vendor === 'intel' && unified && /\bU?HD Graphics\b/i.test(name ?? ''))
    return say(finding('integrated-too-weak', 'info', { device: label }));
  return null;
}
