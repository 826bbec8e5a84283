import type { Vendor } from '../../domain/hardware.ts';
import { type DeviceFacts, deviceFacts, type Facts, facts, NO_CPU } from '../facts.ts';
import { pciId } from '../pci.ts';
import { asList, isObject, type Json, member, readJson, scalar } from './json.ts';
import { integer, said, sizeBytes } from './quantity.ts';
import { collect, parseIndented, type TreeNode, valueAt } from './tree.ts';

/** `system_profiler SPDisplaysDataType SPHardwareDataType`, as JSON (invariant keys) or as text. */
export function parseSystemProfiler(text: string): Facts {
  return /^\s*\{/.test(text) ? fromJson(text) : fromText(text);
}

function fromJson(text: string): Facts {
  const documents = readJson(text);
  const displays = documents.flatMap((document) => asList(member(document, 'SPDisplaysDataType'))).filter(isObject);
  const [hardware] = documents.flatMap((document) => asList(member(document, 'SPHardwareDataType')));
  const cores = /proc (\d+):(\d+)/.exec(scalar(member(hardware, 'number_processors')) ?? '');
  const chip = said(scalar(member(hardware, 'chip_type')) ?? scalar(member(hardware, 'cpu_type')));
  const memory = sizeBytes(scalar(member(hardware, 'physical_memory')));
  return facts({
    devices: displays
      .filter((item) => item.sppci_device_type === 'spdisplays_gpu' || item.sppci_model !== undefined)
      .map(fromItem),
    cpu:
      chip === null
        ? null
        : { ...NO_CPU, model: chip, physicalCores: integer(cores?.[1]), performanceCores: integer(cores?.[2]) },
    memory:
      memory === null ? null : { totalBytes: memory, availableBytes: null, swapTotalBytes: null, hugepagesBytes: null },
  });
}

function fromItem(item: Json, position: number): DeviceFacts {
  const text = (key: string): string | null => said(scalar(member(item, key)));
  return toDevice({
    position,
    name: text('sppci_model') ?? text('_name'),
    vendorText: text('spdisplays_vendor') ?? '',
    builtIn: /builtin/i.test(text('sppci_bus') ?? ''),
    deviceId: text('spdisplays_device-id'),
    memory: text('spdisplays_vram') ?? text('_spdisplays_vram'),
    shared: text('spdisplays_vram_shared') !== null,
    cores: text('sppci_cores'),
  });
}

/** Only items with a chipset are GPUs; displays are nested below them. */
function fromText(text: string): Facts {
  const nodes = parseIndented(text);
  const gpus = withChild(nodes, 'chipset_model');
  const [overview] = withChild(nodes, 'total_number_of_cores').filter(
    (node) => valueAt(node.children, 'chipset_model') === null,
  );
  const cores = /^(\d+)(?: \((\d+) performance)?/.exec(
    overview === undefined ? '' : (valueAt(overview.children, 'total_number_of_cores') ?? ''),
  );
  const chip =
    overview === undefined
      ? null
      : said(valueAt(overview.children, 'chip') ?? valueAt(overview.children, 'processor_name'));
  const memory = sizeBytes(collect(nodes, 'memory').find((node) => node.value !== '')?.value);
  return facts({
    devices: gpus.map((gpu, position) => {
      const at = (path: string): string | null => said(valueAt(gpu.children, path));
      const vram = gpu.children.find((child) => child.key.startsWith('vram'));
      return toDevice({
        position,
        name: at('chipset_model'),
        vendorText: at('vendor') ?? '',
        builtIn: /built-in/i.test(at('bus') ?? ''),
        deviceId: at('device_id'),
        memory: vram?.value ?? null,
        shared: /dynamic/.test(vram?.key ?? ''),
        cores: at('total_number_of_cores'),
      });
    }),
    cpu:
      chip === null
        ? null
        : { ...NO_CPU, model: chip, physicalCores: integer(cores?.[1]), performanceCores: integer(cores?.[2]) },
    memory:
      memory === null ? null : { totalBytes: memory, availableBytes: null, swapTotalBytes: null, hugepagesBytes: null },
  });
}

function withChild(nodes: readonly TreeNode[], key: string): readonly TreeNode[] {
  return nodes.flatMap((node) =>
    node.children.some((child) => child.key === key) ? [node] : withChild(node.children, key),
  );
}

interface Item {
  readonly position: number;
  readonly name: string | null;
  readonly vendorText: string;
  readonly builtIn: boolean;
  readonly deviceId: string | null;
  readonly memory: string | null;
  /** The figure is a share of RAM ("Dynamic, Max"). */
  readonly shared: boolean;
  readonly cores: string | null;
}

const VENDORS: readonly { readonly pattern: RegExp; readonly vendor: Vendor; readonly pci: string }[] = [
  { pattern: /apple/i, vendor: 'apple', pci: '106b' },
  { pattern: /intel|0x8086/i, vendor: 'intel', pci: '8086' },
  { pattern: /amd|ati\b|0x1002/i, vendor: 'amd', pci: '1002' },
  { pattern: /nvidia|0x10de/i, vendor: 'nvidia', pci: '10de' },
];

function toDevice(item: Item): DeviceFacts {
  const known =
    VENDORS.find(({ pattern }) => pattern.test(item.vendorText)) ??
    VENDORS.find(({ pattern }) => pattern.test(item.name ?? ''));
  const vendor = known?.vendor ?? 'unknown';
  const integrated = vendor === 'apple' || (item.builtIn && (vendor === 'intel' || item.shared));
  return deviceFacts('system-profiler', vendor, {
    listed: vendor === 'apple' ? `apple:${item.position}` : `system-profiler:${item.position}`,
    pciDeviceId: known === undefined || item.deviceId === null ? null : pciId(known.pci, item.deviceId),
    name: item.name,
    integrated,
    totalBytes: integrated ? null : sizeBytes(item.memory),
    cores: integer(item.cores),
  });
}
