import type { DeviceSpec } from '../domain/hardware.ts';
import { type Bytes, bytes, MIB } from '../units/quantities.ts';
import { appleLimit } from './apple-limit.ts';

/**
 * What a driver keeps of a card's memory. Measured: NVIDIA 1 % (H100 80 GB) to 5 % (8 GB cards), 197 to 870 MiB
 * (utkuozdemir/nvidia_gpu_exporter internal/captures, influxdata/telegraf nvidia_smi testdata); AMD 8 to 144 MiB (telegraf
 * amd_rocm_smi testdata, AlexsJones/llmfit#559); Intel 5.9 % (LACT tests/snapshots). Each rule stays above what was seen.
 */
const DRIVER_SHARE: Partial<Readonly<Record<DeviceSpec['vendor'], (bytes: number) => number>>> = {
  nvidia: (size) => Math.max(512 * MIB, 0.02 * size),
  amd: () => 256 * MIB,
};
const OTHER_DRIVERS = (size: number): number => size / 16;

/**
 * ECC on GDDR takes 1/16 and is on by default in data-center cards: T4 15360 of 16384 MiB, A10G 23028 of 24576, L40S 46068 of 49152
 * (telegraf and nvidia_gpu_exporter test data). HBM and GDDR7 keep their check bits apart.
 */
const ECC_SHARE = 1 / 16;

/** Firmware and kernel of an SoC: MemTotal of a 128 GB GB10 is 119.7 GiB, 6.5 % less (open-mpi/hwloc nvidia-dgx-gb10). */
const SOC_SHARE = 0.08;

/** Linux lets an AMD APU map half of the RAM by default (rocm.docs.amd.com, RDNA3.5 system optimization); Windows shares half too. */
const INTEGRATED_SHARE = 0.5;

/** What a device of this nominal memory can hold when idle, in bytes: measured where known, else a rule on the safe side. */
export function ownCapacity(spec: DeviceSpec, nominalBytes: Bytes): Bytes {
  const visible = spec.visibleBytes;
  if (visible !== undefined && visible <= nominalBytes && visible > 0.8 * nominalBytes) return visible;
  const ecc = spec.form === 'datacenter' && /^GDDR[56]/.test(spec.memoryKind ?? '') ? nominalBytes * ECC_SHARE : 0;
  const driver = (DRIVER_SHARE[spec.vendor] ?? OTHER_DRIVERS)(nominalBytes - ecc);
  return bytes(Math.max(0, Math.floor(nominalBytes - ecc - driver)));
}

/** RAM the operating system of a machine of this kind sees, of the size it was sold with. */
export function systemMemory(spec: DeviceSpec, nominalBytes: Bytes): Bytes {
  if (spec.vendor !== 'nvidia') return nominalBytes;
  const visible = spec.visibleBytes;
  if (visible !== undefined && visible <= nominalBytes && visible > 0.8 * nominalBytes) return visible;
  return bytes(Math.floor(nominalBytes * (1 - SOC_SHARE)));
}

/** Part of the RAM a GPU that shares it may use: Metal's limit, half of it for PC graphics, all of it for the rest. */
export function sharedCapacity(spec: DeviceSpec, ramBytes: Bytes, macosMajor: number | null): Bytes {
  if (spec.vendor === 'apple') return bytes(appleLimit(ramBytes, macosMajor, null).bytes);
  if ((spec.vendor === 'amd' && !isAccelerator(spec)) || spec.vendor === 'intel') {
    return bytes(Math.floor(ramBytes * INTEGRATED_SHARE));
  }
  return ramBytes;
}

/** A server part whose HBM is all the memory there is (MI300A). */
const isAccelerator = (spec: DeviceSpec): boolean => spec.form === 'datacenter';
