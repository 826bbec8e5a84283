import { type Device, type Finding, finding } from '../../domain/hardware.ts';

/** An integrated GPU beside a usable discrete one is listed and left out: it would inflate counts and pools. */
export function findIntegratedBesideDiscrete(devices: readonly Device[]): {
  readonly devices: readonly Device[];
  readonly findings: readonly Finding[];
} {
  const discrete = devices.find((device) => device.usable && !device.unified && device.kind !== 'igpu');
  if (!discrete) return { devices, findings: [] };
  const findings: Finding[] = [];
  const kept = devices.map((device): Device => {
    if (device.kind !== 'igpu' || !device.usable || device.vendor === 'apple') return device;
    findings.push(
      finding('integrated-beside-discrete', 'info', {
        device: device.model ?? device.id,
        discrete: discrete.model ?? discrete.id,
      }),
    );
    return {
      ...device,
      usable: false,
      unusableBecause: 'integrated-beside-discrete',
    };
  });
  return { devices: kept, findings };
}
