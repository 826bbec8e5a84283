/**
 * Everything that can testify to an accelerator, with its rank per field (1 is heard first; null is never heard).
 * Memory: vendor tool, then kernel driver, then compute runtime, then registry, then Vulkan. PCI windows, `AdapterRAM` and
 * third-party libraries never speak for memory: each has been seen to be wrong by a factor of two and more.
 */
export const WITNESSES = {
  'nvidia-smi-csv': { memory: 1, name: 1, spine: true, alone: true },
  'nvidia-smi-xml': { memory: 2, name: 2, spine: true, alone: true },
  'nvidia-smi-q': { memory: 3, name: 3, spine: true, alone: true },
  'nvidia-smi-list': { memory: null, name: 4, spine: true, alone: true },
  'nvidia-smi-table': { memory: 4, name: 5, spine: true, alone: true },
  'amd-smi': { memory: 1, name: 1, spine: true, alone: true },
  'rocm-smi': { memory: 2, name: 2, spine: true, alone: true },
  'hy-smi': { memory: 1, name: 1, spine: true, alone: true },
  'xpu-smi': { memory: 1, name: 1, spine: true, alone: true },
  'npu-smi': { memory: 1, name: 2, spine: true, alone: true },
  'npu-smi-m': { memory: null, name: 1, spine: true, alone: true },
  cnmon: { memory: 1, name: 1, spine: true, alone: true },
  ixsmi: { memory: 1, name: 1, spine: true, alone: true },
  'mx-smi': { memory: 1, name: 1, spine: true, alone: true },
  'mthreads-gmi': { memory: 1, name: 1, spine: true, alone: true },
  'tt-smi': { memory: 1, name: 1, spine: true, alone: true },
  'system-profiler': { memory: 1, name: 1, spine: true, alone: true },
  sysctl: { memory: 1, name: 2, spine: true, alone: true },
  sysfs: { memory: 5, name: 13, spine: true, alone: true },
  kfd: { memory: 6, name: null, spine: true, alone: true },
  'device-tree': { memory: null, name: 8, spine: true, alone: true },
  rocminfo: { memory: 7, name: 9, spine: false, alone: true },
  clinfo: { memory: 8, name: 10, spine: false, alone: true },
  registry: { memory: 9, name: 15, spine: false, alone: false },
  vulkaninfo: { memory: 10, name: 11, spine: false, alone: true },
  cim: { memory: null, name: 11, spine: true, alone: true },
  lspci: { memory: null, name: 11, spine: true, alone: true },
  systeminformation: { memory: null, name: 16, spine: false, alone: true },
} as const satisfies Record<string, { memory: number | null; name: number | null; spine: boolean; alone: boolean }>;

/**
 * `spine: false`: such a witness may list one device twice or under another bus; it joins a device that others found.
 * `alone: false`: it may remember devices that are gone, and never makes one by itself.
 */
export type WitnessId = keyof typeof WITNESSES;

/** Rank of a name looked up by PCI id: after every driver and runtime, before generic texts of the operating system. */
export const PCI_TABLE_NAME_RANK = 12;
