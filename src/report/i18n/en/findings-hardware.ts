import type { FindingTexts } from '../messages.ts';
import { plural } from './plural.ts';

export const hardwareFindings = {
  'no-gpu': () => 'no GPU was found: models run on the CPU',
  'driver-missing': (a) => `${a.device} has no working ${a.vendor} driver: it is not counted until one is installed`,
  'driver-not-for-compute': (a) => `${a.device} is bound to the driver ${a.driver}, which cannot compute`,
  'driver-old': (a) => `the driver of ${a.device} (${a.driver}) is old; newer engines may refuse it`,
  passthrough: (a) => `${a.device} is handed through to a virtual machine and cannot be used here`,
  'device-lost': (a) => `${a.device} has fallen off the bus or reports an error: it is not counted`,
  'permission-denied': (a) => `no access to ${a.path}: add the user to ${a.groups}`,
  'integrated-beside-discrete': (a) => `the integrated ${a.device} is not counted beside ${a.discrete}`,
  'integrated-too-weak': (a) => `the integrated ${a.device} is too weak to help`,
  'mig-without-instances': (a) =>
    `${a.device} is in MIG mode without instances: nothing can run on it until some are created`,
  'mig-slices': (a) => `${a.device} is split into ${plural(a.slices, 'MIG slice')}; a model runs on one of them`,
  'hidden-by-variable': (a) => `${a.device} is hidden by ${a.variable}=${a.value}`,
  'probe-failed': (a) => `${a.probe} failed: ${a.detail}`,
  'probe-timeout': (a) => `${a.probe} did not answer within ${a.limitMs} ms`,
  'field-unreadable': (a, f) => `${a.device}: ${f.term('field', a.field)} could not be read (${a.value})`,
  'sources-disagree': (a, f) =>
    `${a.device}: ${a.source} and ${a.otherSource} disagree on ${f.term('field', a.field)} (${f.memory(a.bytes)} and ${f.memory(a.otherBytes)}); the smaller one counts`,
  'device-memory-unknown': (a) => `the memory of ${a.device} is unknown: give it with --gpu "NAME:24GiB"`,
  'unified-pool': (a, f) =>
    `${a.device} shares memory with the CPU; ${f.memory(a.bytes)} of it can serve models (${a.rule})`,
  'unequal-devices': (a) => `the ${a.count} ${a.vendor} devices differ; tensor parallelism goes by the smallest`,
  'device-order-unknown': (a) => `which devices ${a.variable} means is unclear, because their order is unknown`,
  'memory-limited-by-cgroup': (a, f) =>
    `a cgroup limits memory to ${f.memory(a.limitBytes)} of ${f.memory(a.totalBytes)}`,
  'cpu-limited-by-quota': (a) => `a cgroup quota leaves ${plural(a.cores, 'CPU core')}`,
  'hugepages-reserved': (a, f) => `${f.memory(a.bytes)} of RAM are reserved for huge pages`,
  'memory-in-gpu-node': (a, f) => `${f.memory(a.bytes)} of the RAM listed are GPU memory and are counted there`,
  'carve-out-hides-memory': (a, f) => `the firmware sets ${f.memory(a.bytes)} of RAM aside for the integrated GPU`,
  'wsl-memory-share': (a, f) =>
    `WSL gives this system ${f.memory(a.totalBytes)} of the machine's RAM; .wslconfig changes that`,
  'wsl-gpu-not-identified': () => 'WSL passes a GPU through, but no tool here says which',
  'apple-limit-by-rule': (a, f) =>
    `macOS ${a.macos} lets the GPU use ${f.memory(a.bytes)}; iogpu.wired_limit_mb changes that`,
  'apple-limit-set-by-user': (a, f) => `iogpu.wired_limit_mb lets the GPU use ${f.memory(a.bytes)}`,
  'no-metal-on-linux': () => 'an Apple GPU cannot compute under Linux: models run on the CPU',
  'memory-unknown': () => "the machine's RAM could not be read: give it with --ram",
  'dimms-unequal': (a) => `the ${a.modules} memory modules differ: bandwidth may be below the full number of channels`,
  'ram-assumed': (a, f) => `no RAM was given: ${f.memory(a.bytes)} are assumed; say otherwise with --ram`,
  'device-variant-assumed': (a) => `"${a.device}" is taken as ${a.assumed}; it may also be ${a.others}`,
  'device-ambiguous': (a) => `${a.device} may be any of ${a.candidates}: the slowest counts`,
  'cpu-not-in-catalog': (a) => `the memory bandwidth of "${a.cpu}" is not known: speed on the CPU is a rough guess`,
} as const satisfies FindingTexts;
