import type { Backend, DeviceKind, Platform, Vendor } from '../domain/hardware.ts';

interface Target {
  readonly vendor: Vendor;
  readonly kind: DeviceKind;
  readonly gfx: string | null;
}

/**
 * GPUs that ROCm serves on Linux (rocm.docs.amd.com, system requirements of ROCm 6.4 to 7, with the Ryzen pages for gfx115x) and
 * that llama.cpp's HIP releases are built for. gfx906 and older are out of support: Vulkan serves them. Retrieved 2026-11.
 */
const ROCM = /^gfx(908|90a|942|950|1030|110[0-3]|115[01]|120[01])$/;

/**
 * The software path our engines take to a vendor's devices; absent: none does, and the device cannot be counted on.
 * Moore Threads cards have a Vulkan driver; Hygon's DTK is a HIP stack.
 */
const BACKENDS: Partial<Readonly<Record<Vendor, (target: Target, platform: Platform) => Backend>>> = {
  nvidia: () => 'cuda',
  apple: (_target, platform) => (platform === 'darwin' ? 'metal' : 'vulkan'),
  amd: ({ gfx }, platform) => (platform === 'linux' && gfx !== null && ROCM.test(gfx) ? 'rocm' : 'vulkan'),
  intel: ({ kind }) => (kind === 'gpu' ? 'sycl' : 'vulkan'),
  huawei: () => 'cann',
  hygon: () => 'rocm',
  mthreads: () => 'vulkan',
  qualcomm: () => 'vulkan',
};

/** The backend of a device on this platform; null when no engine here can use it. Intel's Gaudi is no GPU and has none. */
export function backendOf(target: Target, platform: Platform): Backend | null {
  if (target.vendor === 'intel' && target.kind === 'npu') return null;
  return BACKENDS[target.vendor]?.(target, platform) ?? null;
}
