import type { Machine, Placement } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';

/** Environment variable that limits an engine to some devices, by backend. */
const VISIBLE: Readonly<Record<string, string>> = {
  cuda: 'CUDA_VISIBLE_DEVICES',
  rocm: 'HIP_VISIBLE_DEVICES',
  sycl: 'ZE_AFFINITY_MASK',
  cann: 'ASCEND_RT_VISIBLE_DEVICES',
  vulkan: 'GGML_VK_VISIBLE_DEVICES',
};

/** Variables that keep the engine on the devices of the placement; empty when it uses all there are. */
export function visibleDevices(machine: Machine, placement: Placement): Readonly<Record<string, string>> {
  if (placement.kind === 'cpu' || placement.devices.length === 0) return {};
  const used = machine.devices.filter((device) => placement.devices.includes(device.id));
  const backend = used[0]?.backend;
  const variable = backend === undefined ? undefined : VISIBLE[backend];
  if (variable === undefined || used.length === machine.devices.length) return {};
  const peers = machine.devices.filter((device) => device.backend === backend);
  const indices = used.map((device) => peers.indexOf(device)).join(',');
  // Bus order is the order of `detect`; CUDA's own default is fastest first (NVML documentation).
  return variable === 'CUDA_VISIBLE_DEVICES'
    ? { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', [variable]: indices }
    : { [variable]: indices };
}

/** Name a server answers to: the model's own, lower case, without the organisation. */
export function servedName(model: ModelSpec): string {
  return (model.id.split('/').pop() ?? model.id).toLowerCase();
}

/** Gated repositories need the user's own token. */
export function accessEnv(model: ModelSpec): Readonly<Record<string, string>> {
  return model.license.gated === 'yes' ? { HF_TOKEN: '<your access token>' } : {};
}
