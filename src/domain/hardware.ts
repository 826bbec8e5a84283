import type { Bytes, BytesPerSecond } from '../units/quantities.ts';
import type { Sourced } from '../units/range.ts';
import type { HardwareFindingArgs } from './reasons/hardware.ts';
import type { Vendor } from './vendors.ts';

export type { Vendor } from './vendors.ts';
export type DeviceKind = 'gpu' | 'igpu' | 'npu';
export type Platform = 'linux' | 'darwin' | 'win32';
/** The software path an engine computes through. */
export type Backend = 'cuda' | 'rocm' | 'metal' | 'vulkan' | 'sycl' | 'cann' | 'cpu';

/** One MIG device. Compute instances of one GPU instance (`giId`) share its memory: count that memory once. */
export interface MigSlice {
  readonly index: number | null;
  readonly giId: number | null;
  readonly ciId: number | null;
  readonly profile: string | null;
  readonly uuid: string | null;
  readonly memoryTotalBytes: Bytes | null;
  readonly memoryReservedBytes: Bytes | null;
  readonly memoryUsedBytes: Bytes | null;
  readonly memoryFreeBytes: Bytes | null;
  readonly capacityBytes: Bytes | null;
}

/** One accelerator as witnessed. `null` means: no witness said so; it is never turned into 0. */
export interface Device {
  /** Stable within one snapshot: `gpu0`, `gpu1`, … in bus order. */
  readonly id: string;
  readonly vendor: Vendor;
  readonly kind: DeviceKind;
  /** Name as the best witness gives it. */
  readonly model: string | null;
  /** Row of the device catalog this resolved to; null when unknown or ambiguous. */
  readonly catalogId: string | null;
  /** `dddd:bb:dd.f`, lower case. */
  readonly pciBusId: string | null;
  /** `vvvv:dddd` (vendor and device), lower case. */
  readonly pciDeviceId: string | null;
  readonly uuid: string | null;
  readonly memoryTotalBytes: Bytes | null;
  readonly memoryReservedBytes: Bytes | null;
  readonly memoryUsedBytes: Bytes | null;
  readonly memoryFreeBytes: Bytes | null;
  /** What the device could hold when idle: total minus driver-reserved; the pool's limit for unified memory. */
  readonly capacityBytes: Bytes | null;
  /** Shares its memory with the host. */
  readonly unified: boolean;
  readonly computeCapability: string | null;
  readonly gfx: string | null;
  /** ECC is switched on; null where the device has none or no witness said so. */
  readonly ecc: boolean | null;
  readonly migMode: 'enabled' | 'disabled' | null;
  /** With slices listed, the card is used through them only. */
  readonly mig: readonly MigSlice[];
  /** Compute cores where one name covers several parts (Apple GPU cores, AMD CUs). */
  readonly cores: number | null;
  readonly driver: string | null;
  readonly usable: boolean;
  /** Finding code that says why `usable` is false. */
  readonly unusableBecause: FindingCode | null;
  /** Which probes contributed. */
  readonly witnesses: readonly string[];
}

export interface Pool {
  readonly vendor: Vendor;
  readonly unified: boolean;
  readonly count: number;
  readonly sumCapacityBytes: Bytes | null;
  /** Largest capacity that is known; 0 when none is. */
  readonly largestCapacityBytes: Bytes | null;
  readonly sumFreeNowBytes: Bytes | null;
}

export interface CpuFacts {
  readonly model: string | null;
  readonly vendor: string | null;
  readonly physicalCores: number | null;
  readonly logicalCores: number | null;
  readonly performanceCores: number | null;
  readonly sockets: number | null;
  readonly numaNodes?: number | null;
  /** Lower case: avx2, avx512f, amx_tile, neon, sve, … Empty when unknown. */
  readonly instructionSets: readonly string[];
  /** Cores a cgroup quota leaves, may be fractional. */
  readonly quotaCores: number | null;
  /** Row of `catalog/hosts.yaml`, when the model resolves. */
  readonly catalogId: string | null;
}

export interface MemoryFacts {
  /** null only for a replayed capture that does not tell. */
  readonly totalBytes: Bytes | null;
  readonly availableBytes: Bytes | null;
  /** cgroup limit, when below the machine's memory. */
  readonly limitBytes: Bytes | null;
  readonly swapTotalBytes: Bytes | null;
  readonly bandwidthBytesPerSecond: Sourced<BytesPerSecond> | null;
  readonly channels: number | null;
  readonly speedMegatransfersPerSecond: number | null;
  /** Modules as the firmware lists them. */
  readonly modules?: {
    readonly count: number;
    readonly installedBytes: Bytes | null;
    readonly type: string | null;
  } | null;
}

export type FindingLevel = 'info' | 'warning' | 'error';

export type FindingCode = keyof HardwareFindingArgs;

/** Something the user must be told about the machine: codes and arguments, text is made in `report`. */
export type Finding = {
  [C in FindingCode]: { readonly code: C; readonly level: FindingLevel; readonly args: HardwareFindingArgs[C] };
}[FindingCode];

export function finding<C extends FindingCode>(code: C, level: FindingLevel, args: HardwareFindingArgs[C]): Finding {
  return { code, level, args } as unknown as Finding;
}

export interface SystemFacts {
  readonly platform: Platform;
  readonly arch: string;
  readonly osName: string | null;
  readonly osVersion: string | null;
  readonly kernel: string | null;
  readonly wsl: boolean;
  readonly container: string | null;
  readonly cgroupVersion?: 1 | 2 | null;
}

/** A machine: detected, replayed, or described. The `hardware` part of every JSON answer, accepted back by `--hardware`. */
export interface Hardware {
  readonly origin: 'detected' | 'replayed' | 'described' | 'snapshot';
  readonly system: SystemFacts;
  readonly cpu: CpuFacts;
  readonly memory: MemoryFacts;
  readonly devices: readonly Device[];
  readonly pools: readonly Pool[];
  readonly displayOnly: readonly { readonly pciBusId: string | null; readonly name: string }[];
  readonly ignoredAdapters: readonly { readonly name: string; readonly reason: string }[];
  readonly findings: readonly Finding[];
}

/** A catalog row: what is publicly known about an accelerator or SoC. Unknown figures are absent. */
export interface DeviceSpec {
  readonly id: string;
  readonly name: string;
  readonly vendor: Vendor;
  readonly kind: DeviceKind;
  readonly generation: string;
  readonly form: 'desktop' | 'laptop' | 'workstation' | 'datacenter' | 'soc' | 'accelerator' | 'embedded';
  /** Memory sizes this name was sold with, nominal. For SoCs the RAM options. Empty: whatever RAM the machine has (integrated graphics). */
  readonly memoryOptionsBytes: readonly Bytes[];
  readonly unified: boolean;
  /** `GDDR6`, `HBM3`, `LPDDR5X`: GDDR with ECC shows 1/16 less. */
  readonly memoryKind?: string;
  readonly bandwidthBytesPerSecond?: BytesPerSecond;
  readonly measuredBandwidthBytesPerSecond?: BytesPerSecond;
  readonly fp16OperationsPerSecond?: number;
  readonly int8OperationsPerSecond?: number;
  readonly fp8OperationsPerSecond?: number;
  readonly computeCapability?: string;
  readonly gfx?: string;
  readonly cores?: number;
  /** CUDA shows less than the name says; measured total where known. */
  readonly visibleBytes?: Bytes;
  readonly tdpWatts?: number;
  readonly priceUsd?: number;
  readonly interconnect?: 'nvlink' | 'pcie' | 'infinity-fabric' | 'none';
  /** Devices one card shows up as (a MI250 is two, an A16 four); the figures above are for one device. */
  readonly devicesPerCard?: number;
  readonly pciIds: readonly string[];
  readonly aliases: readonly string[];
  readonly confidence: 'high' | 'medium' | 'low' | 'reported';
}

/** CPU platform or SoC row of `catalog/hosts.yaml`. */
export interface HostSpec {
  readonly id: string;
  readonly name: string;
  /** Lower-case words that identify the CPU model string; `?` is one character, `*` any number of them. */
  readonly match: readonly string[];
  /** Memory channels of 64 bits and their speed; absent where only the bandwidth is published. */
  readonly channels?: number;
  readonly speedMegatransfersPerSecond?: number;
  readonly bandwidthBytesPerSecond: BytesPerSecond;
  /** Share of the theoretical bandwidth that decode reaches; see `facts: speed 3.4`. */
  readonly class: 'desktop' | 'laptop' | 'server' | 'soc' | 'board';
}
