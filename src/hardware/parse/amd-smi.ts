import { type DeviceFacts, deviceFacts, type Facts, facts } from '../facts.ts';
import { busId, pciId } from '../pci.ts';
import { asList, isObject, type Json, member, readJson, scalar } from './json.ts';
import { integer, said, sizeBytes } from './quantity.ts';
import { gfxTarget } from './rocm-smi.ts';

/** `amd-smi static --json`, `metric -m --json`, `list --json`: a bare list, or `{gpu_data: […]}` from 26.2.1 on. "MB" is MiB. */
export function parseAmdSmi(text: string): Facts {
  const entries = readJson(text).flatMap((document) =>
    Array.isArray(document) ? asList(document) : asList(member(document, 'gpu_data')),
  );
  return facts({ devices: entries.filter(isObject).flatMap((entry, i) => toDevice(entry, i)) });
}

function toDevice(entry: Json, position: number): readonly DeviceFacts[] {
  const text = (...path: readonly string[]): string | null => said(scalar(member(entry, ...path)));
  const index = integer(text('gpu')) ?? position;
  const device = text('asic', 'device_id');
  return [
    deviceFacts('amd-smi', 'amd', {
      listed: `amd-smi:${index}`,
      uuid: text('uuid'),
      pciBusId: busId(text('bus', 'bdf') ?? text('bdf')),
      pciDeviceId: device === null ? null : pciId('1002', device),
      name: text('asic', 'market_name') ?? text('board', 'product_name'),
      totalBytes: size(member(entry, 'mem_usage', 'total_vram')) ?? size(member(entry, 'vram', 'size')),
      usedBytes: size(member(entry, 'mem_usage', 'used_vram')),
      freeBytes: size(member(entry, 'mem_usage', 'free_vram')),
      sharedTotalBytes: size(member(entry, 'mem_usage', 'total_gtt')),
      sharedUsedBytes: size(member(entry, 'mem_usage', 'used_gtt')),
      gfx: gfxTarget(text('asic', 'target_graphics_version')),
      cores: integer(text('asic', 'num_compute_units')),
      driver: text('driver', 'version'),
    }),
  ];
}

/** `{value, unit}`, `"294896 MB"` or "N/A". */
function size(value: Json | undefined): number | null {
  const number = scalar(isObject(value) ? value.value : value);
  const unit = isObject(value) ? scalar(value.unit) : null;
  return number === null ? null : sizeBytes(unit === null ? number : `${number} ${unit}`, 'm');
}
