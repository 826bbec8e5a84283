/** What the user must be told about a machine. `device` is the name shown (or the bus id where there is none). */
export interface HardwareFindingArgs {
  // No accelerator, or none that counts.
  'no-gpu': Record<never, never>;
  'driver-missing': { readonly device: string; readonly vendor: string };
  'driver-not-for-compute': { readonly device: string; readonly driver: string };
  'driver-old': { readonly device: string; readonly driver: string };
  passthrough: { readonly device: string };
  'device-lost': { readonly device: string };
  'permission-denied': { readonly path: string; readonly groups: string };
  'integrated-beside-discrete': { readonly device: string; readonly discrete: string };
  'integrated-too-weak': { readonly device: string };
  'mig-without-instances': { readonly device: string };
  'mig-slices': { readonly device: string; readonly slices: number };
  'hidden-by-variable': { readonly device: string; readonly variable: string; readonly value: string };
  // Probes.
  'probe-failed': { readonly probe: string; readonly detail: string };
  'probe-timeout': { readonly probe: string; readonly limitMs: number };
  'field-unreadable': { readonly device: string; readonly field: string; readonly value: string };
  // Witnesses.
  'sources-disagree': {
    readonly device: string;
    readonly field: string;
    readonly source: string;
    readonly bytes: number;
    readonly otherSource: string;
    readonly otherBytes: number;
  };
  'device-memory-unknown': { readonly device: string };
  'unified-pool': { readonly device: string; readonly bytes: number; readonly rule: string };
  'unequal-devices': { readonly vendor: string; readonly count: number };
  'device-order-unknown': { readonly variable: string };
  // The host.
  'memory-limited-by-cgroup': { readonly limitBytes: number; readonly totalBytes: number };
  'cpu-limited-by-quota': { readonly cores: number };
  'hugepages-reserved': { readonly bytes: number };
  'memory-in-gpu-node': { readonly bytes: number };
  'carve-out-hides-memory': { readonly bytes: number };
  'wsl-memory-share': { readonly totalBytes: number };
  'wsl-gpu-not-identified': Record<never, never>;
  'apple-limit-by-rule': { readonly bytes: number; readonly macos: string };
  'apple-limit-set-by-user': { readonly bytes: number };
  'no-metal-on-linux': Record<never, never>;
  'memory-unknown': Record<never, never>;
  'dimms-unequal': { readonly modules: number };
  // Names and the catalog; described machines.
  'ram-assumed': { readonly bytes: number };
  /** Several versions share the name; `assumed` was taken. */
  'device-variant-assumed': { readonly device: string; readonly assumed: string; readonly others: string };
  /** Several catalog rows may be meant and nothing tells them apart. */
  'device-ambiguous': { readonly device: string; readonly candidates: string };
  'cpu-not-in-catalog': { readonly cpu: string };
}
