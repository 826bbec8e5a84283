import { type DeviceFacts, deviceFacts, type Facts, facts, type MigFacts, NO_SLICE } from '../facts.ts';
import { busId, pciIdFromCombined } from '../pci.ts';
import type { WitnessId } from '../witnesses.ts';
import { integer, isErrorText, said, sizeBytes, switchState } from './quantity.ts';
import { collect, find, parseIndented, parseXml, type TreeNode, valueAt } from './tree.ts';

const GPU_HEADING = /^GPU\s+([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f])$/i;

/** `nvidia-smi -q`: sections nested by indentation; a GPU starts with its bus id. */
export function parseNvidiaLog(text: string): Facts {
  const nodes = parseIndented(text, (line) => GPU_HEADING.test(line));
  const driver = said(collect(nodes, 'driver_version')[0]?.value ?? collect(nodes, 'kmd_version')[0]?.value);
  const gpus = nodes.filter((node) => GPU_HEADING.test(node.key));
  return facts({
    devices: gpus.map((gpu, i) => toDevice('nvidia-smi-q', gpu, busId(GPU_HEADING.exec(gpu.key)?.[1]), driver, i)),
  });
}

/** `nvidia-smi -q -x`: the same facts as XML, in every schema version (v2 to v13). */
export function parseNvidiaXml(text: string): Facts {
  const nodes = parseXml(text);
  const driver = said(collect(nodes, 'driver_version')[0]?.value ?? collect(nodes, 'kmd_version')[0]?.value);
  const gpus = collect(nodes, 'gpu').filter((gpu) => gpu.children.length > 2);
  return facts({
    devices: gpus.map((gpu, i) => toDevice('nvidia-smi-xml', gpu, busId(valueAt(gpu.children, 'id')), driver, i)),
  });
}

const MEMORY = ['total', 'reserved', 'used', 'free'] as const;

function toDevice(
  witness: WitnessId,
  gpu: TreeNode,
  bus: string | null,
  driver: string | null,
  position: number,
): DeviceFacts {
  const at = (path: string): string | null => valueAt(gpu.children, path);
  const memory = memoryOf(find(gpu.children, 'fb_memory_usage'));
  const mig = switchState(at('mig_mode/current|current_mig'));
  const unreadable = MEMORY.map((key) => ({ field: `memory.${key}`, value: at(`fb_memory_usage/${key}`) ?? '' }));
  const memoryNode = find(gpu.children, 'fb_memory_usage');
  return deviceFacts(witness, 'nvidia', {
    listed: `nvidia-smi:${position}`,
    uuid: said(at('uuid|gpu_uuid')),
    pciBusId: bus ?? busId(at('pci/pci_bus_id|bus_id')),
    pciDeviceId: pciIdFromCombined(at('pci/pci_device_id|device_id')),
    name: said(at('product_name')),
    ...memory,
    memoryNotSupported: memoryNode !== null && memory.totalBytes === null && !isErrorText(at('fb_memory_usage/total')),
    ecc: switchState(at('ecc_mode/current|current_ecc')),
    migMode: mig === null ? null : mig ? 'enabled' : 'disabled',
    mig: [...collect(gpu.children, 'mig_device')].map(toSlice),
    driver,
    lost: /gpu is lost|requires reset/i.test(at('fb_memory_usage/total') ?? ''),
    unreadable: unreadable.filter(({ value }) => isErrorText(value)),
  });
}

function memoryOf(node: TreeNode | null) {
  const [totalBytes = null, reservedBytes = null, usedBytes = null, freeBytes = null] = MEMORY.map((key) =>
    sizeBytes(node === null ? null : valueAt(node.children, key), 'm'),
  );
  return { totalBytes, reservedBytes, usedBytes, freeBytes };
}

function toSlice(node: TreeNode): MigFacts {
  const memory = memoryOf(find(node.children, 'shared_fb_memory_usage|fb_memory_usage'));
  const at = (path: string): string | null => valueAt(node.children, path);
  return {
    ...NO_SLICE,
    index: integer(at('index')),
    giId: integer(at('gpu_instance_id')),
    ciId: integer(at('compute_instance_id')),
    uuid: said(at('uuid|mig_uuid')),
    memoryTotalBytes: memory.totalBytes,
    memoryReservedBytes: memory.reservedBytes,
    memoryUsedBytes: memory.usedBytes,
    memoryFreeBytes: memory.freeBytes,
  };
}
