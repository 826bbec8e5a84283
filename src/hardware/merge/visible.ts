import { type Device, type Finding, finding } from '../../domain/hardware.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A device as a visibility variable can name it. `index` is the tool's own number. */
export interface Nameable {
  readonly index: number;
  readonly uuid: string | null;
  readonly migUuids: readonly string[];
}

/**
 * Which of a list a variable leaves, in its order. Unset leaves all; empty, `-1` or `none` leaves none; an entry that names
 * nothing ends the list. Entries are numbers, UUID prefixes or MIG UUIDs.
 * docs.nvidia.com/cuda/cuda-programming-guide, environment variables (2026-11); ROCm's HIP variables follow it.
 */
export function visibleOf(value: string | undefined, devices: readonly Nameable[]): readonly number[] {
  if (value === undefined) return devices.map((device) => device.index);
  const visible: number[] = [];
  for (const entry of value.split(',').map((part) => part.trim())) {
    const device = devices.find((candidate) => names(entry, candidate));
    if (!device) break;
    if (!visible.includes(device.index)) visible.push(device.index);
  }
  return visible;
}

function names(entry: string, device: Nameable): boolean {
  if (/^\d+$/.test(entry)) return Number(entry) === device.index;
  if (entry.length < 5) return false;
  const start = entry.toLowerCase();
  return (
    device.uuid?.toLowerCase().startsWith(start) === true ||
    device.migUuids.some((uuid) => uuid.toLowerCase().startsWith(start))
  );
}

/** NVIDIA_VISIBLE_DEVICES of the container toolkit: `all` and unset grant all; `void`, `none` and empty grant none. */
function grantedBy(value: string | undefined, devices: readonly Nameable[]): readonly number[] {
  if (value === undefined || value === 'all') return devices.map((device) => device.index);
  if (value === '' || value === 'void' || value === 'none') return [];
  return devices
    .filter((device) => value.split(',').some((entry) => names(entry.trim(), device)))
    .map((device) => device.index);
}

interface Filter {
  readonly variable: string;
  readonly vendor: Device['vendor'];
  readonly apply: (value: string, devices: readonly Nameable[]) => readonly number[];
  /** The index counts what earlier filters left. */
  readonly renumber: boolean;
}

/** In the order they act: container grant, scheduler, then the runtimes' own. */
const FILTERS: readonly Filter[] = [
  {
    variable: 'NVIDIA_VISIBLE_DEVICES',
    vendor: 'nvidia',
    apply: grantedBy,
    renumber: false,
  },
  {
    variable: 'SLURM_JOB_GPUS',
    vendor: 'nvidia',
    apply: visibleOf,
    renumber: false,
  },
  {
    variable: 'CUDA_VISIBLE_DEVICES',
    vendor: 'nvidia',
    apply: visibleOf,
    renumber: false,
  },
  {
    variable: 'SLURM_JOB_GPUS',
    vendor: 'amd',
    apply: visibleOf,
    renumber: false,
  },
  {
    variable: 'ROCR_VISIBLE_DEVICES',
    vendor: 'amd',
    apply: visibleOf,
    renumber: false,
  },
  {
    variable: 'HIP_VISIBLE_DEVICES',
    vendor: 'amd',
    apply: visibleOf,
    renumber: true,
  },
  {
    variable: 'ZE_AFFINITY_MASK',
    vendor: 'intel',
    apply: (value, devices) => visibleOf(value.replace(/\.\d+/g, ''), devices),
    renumber: false,
  },
  {
    variable: 'ASCEND_RT_VISIBLE_DEVICES',
    vendor: 'huawei',
    apply: visibleOf,
    renumber: false,
  },
  {
    variable: 'ASCEND_VISIBLE_DEVICES',
    vendor: 'huawei',
    apply: grantedBy,
    renumber: false,
  },
  {
    variable: 'MLU_VISIBLE_DEVICES',
    vendor: 'cambricon',
    apply: visibleOf,
    renumber: false,
  },
  {
    variable: 'MTHREADS_VISIBLE_DEVICES',
    vendor: 'mthreads',
    apply: grantedBy,
    renumber: false,
  },
];

/** Variables a recording keeps. */
export const VISIBILITY_VARIABLES: readonly string[] = [
  ...new Set(FILTERS.map((filter) => filter.variable)),
  'CUDA_DEVICE_ORDER',
  'ONEAPI_DEVICE_SELECTOR',
];

/** Marks devices that a variable hides from programs started here. Indexes are taken in bus order. */
export function applyVisibility(
  devices: readonly Device[],
  env: Env,
): {
  readonly devices: readonly Device[];
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const hiddenBy = new Map<string, string>();
  for (const filter of FILTERS) {
    const value = env[filter.variable];
    if (value === undefined) continue;
    const own = devices.filter((device) => device.vendor === filter.vendor && device.kind !== 'igpu');
    const left = filter.renumber ? own.filter((device) => !hiddenBy.has(device.id)) : own;
    const nameable = left.map((device, index) => ({
      index,
      uuid: device.uuid,
      migUuids: device.mig.flatMap((slice) => (slice.uuid === null ? [] : [slice.uuid])),
    }));
    const visible = new Set(filter.apply(value, nameable));
    for (const [index, device] of left.entries()) {
      if (visible.has(index) || hiddenBy.has(device.id)) continue;
      hiddenBy.set(device.id, filter.variable);
      findings.push(
        finding('hidden-by-variable', 'warning', {
          device: device.model ?? device.id,
          variable: filter.variable,
          value,
        }),
      );
    }
    const unequal = new Set(left.map((device) => `${device.model} ${device.memoryTotalBytes}`)).size > 1;
    if (
      filter.variable === 'CUDA_VISIBLE_DEVICES' &&
      unequal &&
      /\d/.test(value) &&
      !/GPU-|MIG-/.test(value) &&
      env.CUDA_DEVICE_ORDER !== 'PCI_BUS_ID'
    )
      findings.push(
        finding('device-order-unknown', 'warning', {
          variable: filter.variable,
        }),
      );
  }
  return {
    findings,
    devices: devices.map((device) =>
      hiddenBy.has(device.id) && device.usable
        ? { ...device, usable: false, unusableBecause: 'hidden-by-variable' }
        : device,
    ),
  };
}
