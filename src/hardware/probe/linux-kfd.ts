import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import type { Host } from '../host.ts';
import { pciId } from '../pci.ts';

const NODES = '/sys/class/kfd/kfd/topology/nodes';

/**
 * AMD's compute topology. Per GPU node: gfx target, compute units, bus and memory banks; the CPU node's bank is the RAM.
 * `local_mem_size` says nothing: the kernel prints a constant 0 there (torvalds/linux drivers/gpu/drm/amd/amdkfd/kfd_topology.c, 2026-11).
 */
export async function readKfd(host: Host): Promise<Facts> {
  const names = (await host.listDir(NODES)).filter((name) => /^\d+$/.test(name));
  const nodes = await Promise.all(names.map((name) => readNode(host, `${NODES}/${name}`)));
  const ram = nodes.flatMap((node) => (node.ramBytes === null ? [] : [node.ramBytes]));
  return facts({
    devices: nodes.flatMap((node) => (node.device === null ? [] : [node.device])),
    memory:
      ram.length === 0
        ? null
        : {
            totalBytes: ram.reduce((a, b) => a + b, 0),
            availableBytes: null,
            swapTotalBytes: null,
            hugepagesBytes: null,
          },
  });
}

async function readNode(
  host: Host,
  folder: string,
): Promise<{ readonly device: DeviceFacts | null; readonly ramBytes: number | null }> {
  const properties = readNumbers(await host.readText(`${folder}/properties`));
  const get = (key: string): number => properties.get(key) ?? 0;
  const banks = await Promise.all(
    (await host.listDir(`${folder}/mem_banks`)).map((bank) => host.readText(`${folder}/mem_banks/${bank}/properties`)),
  );
  const sizes = banks.map(readNumbers);
  const bytes = sizes
    .filter((bank) => (bank.get('heap_type') ?? 0) <= 2)
    .reduce((sum, bank) => sum + (bank.get('size_in_bytes') ?? 0), 0);
  if (get('simd_count') === 0)
    return { device: null, ramBytes: get('cpu_cores_count') > 0 && bytes > 0 ? bytes : null };
  const location = get('location_id');
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  const simdPerCu = get('simd_per_cu');
  return {
    ramBytes: null,
    device: deviceFacts('kfd', 'amd', {
      pciBusId: `${hex(get('domain'), 4)}:${hex((location >> 8) & 0xff, 2)}:${hex((location >> 3) & 0x1f, 2)}.${location & 7}`,
      pciDeviceId: pciId(hex(get('vendor_id'), 4), hex(get('device_id'), 4)),
      totalBytes: bytes > 0 ? bytes : null,
      gfx: gfxOf(get('gfx_target_version')),
      cores: simdPerCu > 0 ? Math.floor(get('simd_count') / simdPerCu) : null,
    }),
  };
}

/** `key value` lines. */
function readNumbers(text: string | null): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (const line of text?.split(/\r?\n/) ?? []) {
    const match = /^\s*(\w+)\s+(\d{1,16})\s*$/.exec(line);
    if (match) pairs.set(match[1] ?? '', Number(match[2]));
  }
  return pairs;
}

/** 110003 → gfx1103, 90010 → gfx90a: two decimal digits each for minor and step, printed in hexadecimal. */
function gfxOf(version: number): string | null {
  if (version < 70000 || version > 999999) return null;
  const major = Math.floor(version / 10000);
  return `gfx${major}${(Math.floor(version / 100) % 100).toString(16)}${(version % 100).toString(16)}`;
}
