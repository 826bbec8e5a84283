import type { DeviceKind, Finding, MigSlice, Vendor } from '../domain/hardware.ts';
import type { WitnessId } from './witnesses.ts';

/** What one witness says of one accelerator. `null`: it does not say. Plain numbers of bytes; checked on the way out. */
export interface DeviceFacts {
  readonly witness: WitnessId;
  readonly vendor: Vendor;
  /** Position in the witness's own list, with the name of that list: `nvidia-smi:0`. Two captures of one list share it. */
  readonly listed: string | null;
  readonly uuid: string | null;
  /** `dddd:bb:dd.f`, lower case. */
  readonly pciBusId: string | null;
  /** `vvvv:dddd`, lower case. */
  readonly pciDeviceId: string | null;
  readonly name: string | null;
  readonly kind: DeviceKind | null;
  /** true: part of the processor and living in its memory; false: own memory. */
  readonly integrated: boolean | null;
  readonly totalBytes: number | null;
  readonly reservedBytes: number | null;
  readonly usedBytes: number | null;
  readonly freeBytes: number | null;
  /** System memory the device may map beside its own (AMD GTT). */
  readonly sharedTotalBytes: number | null;
  readonly sharedUsedBytes: number | null;
  /** The tool lists the device but has no memory figure for it, by design (SoC). */
  readonly memoryNotSupported: boolean;
  readonly computeCapability: string | null;
  readonly gfx: string | null;
  readonly ecc: boolean | null;
  readonly migMode: 'enabled' | 'disabled' | null;
  readonly mig: readonly MigFacts[];
  readonly cores: number | null;
  readonly driver: string | null;
  /** Kernel module bound to the PCI function; `''` when none is. */
  readonly kernelDriver: string | null;
  readonly lost: boolean;
  /** Fields that read as an error: they cost the field, not the device. */
  readonly unreadable: readonly { readonly field: string; readonly value: string }[];
}

export type MigFacts = {
  readonly [K in keyof MigSlice]: MigSlice[K] extends string | null ? string | null : number | null;
};

export interface CpuWitness {
  readonly model: string | null;
  readonly vendor: string | null;
  readonly physicalCores: number | null;
  readonly logicalCores: number | null;
  readonly performanceCores: number | null;
  readonly sockets: number | null;
  readonly numaNodes: number | null;
  readonly instructionSets: readonly string[];
  readonly arch: string | null;
}

export interface MemoryWitness {
  readonly totalBytes: number | null;
  readonly availableBytes: number | null;
  readonly swapTotalBytes: number | null;
  readonly hugepagesBytes: number | null;
}

export interface ModulesWitness {
  readonly count: number;
  readonly installedBytes: number | null;
  readonly type: string | null;
  readonly channels: number | null;
  readonly speedMegatransfersPerSecond: number | null;
  readonly busBits: number | null;
  readonly unequal: boolean;
}

export interface SystemWitness {
  readonly osName: string | null;
  readonly osVersion: string | null;
  readonly kernel: string | null;
}

/** Everything one parser read out of one text. */
export interface Facts {
  readonly devices: readonly DeviceFacts[];
  readonly displayOnly: readonly { readonly pciBusId: string | null; readonly name: string }[];
  readonly ignored: readonly { readonly name: string; readonly reason: string }[];
  readonly findings: readonly Finding[];
  readonly cpu: CpuWitness | null;
  readonly memory: MemoryWitness | null;
  readonly modules: ModulesWitness | null;
  readonly system: SystemWitness | null;
  /** Apple: `iogpu.wired_limit_mb` in bytes; 0 when the rule stands. */
  readonly wiredLimitBytes: number | null;
}

export const NO_FACTS: Facts = {
  devices: [],
  displayOnly: [],
  ignored: [],
  findings: [],
  cpu: null,
  memory: null,
  modules: null,
  system: null,
  wiredLimitBytes: null,
};

export const NO_CPU: CpuWitness = {
  model: null,
  vendor: null,
  physicalCores: null,
  logicalCores: null,
  performanceCores: null,
  sockets: null,
  numaNodes: null,
  instructionSets: [],
  arch: null,
};

const NO_DEVICE: Omit<DeviceFacts, 'witness' | 'vendor'> = {
  listed: null,
  uuid: null,
  pciBusId: null,
  pciDeviceId: null,
  name: null,
  kind: null,
  integrated: null,
  totalBytes: null,
  reservedBytes: null,
  usedBytes: null,
  freeBytes: null,
  sharedTotalBytes: null,
  sharedUsedBytes: null,
  memoryNotSupported: false,
  computeCapability: null,
  gfx: null,
  ecc: null,
  migMode: null,
  mig: [],
  cores: null,
  driver: null,
  kernelDriver: null,
  lost: false,
  unreadable: [],
};

export const NO_SLICE: MigFacts = {
  index: null,
  giId: null,
  ciId: null,
  profile: null,
  uuid: null,
  memoryTotalBytes: null,
  memoryReservedBytes: null,
  memoryUsedBytes: null,
  memoryFreeBytes: null,
  capacityBytes: null,
};

export function deviceFacts(witness: WitnessId, vendor: Vendor, said: Partial<DeviceFacts>): DeviceFacts {
  return { ...NO_DEVICE, ...said, witness, vendor };
}

export function facts(said: Partial<Facts>): Facts {
  return { ...NO_FACTS, ...said };
}
