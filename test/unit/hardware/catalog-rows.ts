import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { DeviceSchema } from '../../../src/catalog/schema/device.ts';
import { HostSchema } from '../../../src/catalog/schema/host.ts';
import type { DeviceSpec, HostSpec } from '../../../src/domain/hardware.ts';

const catalog = new URL('../../../catalog/', import.meta.url);

function read(path: string, section: string): readonly unknown[] {
  const value: unknown = parse(readFileSync(new URL(path, catalog), 'utf8'));
  return (value as Readonly<Record<string, readonly unknown[]>>)[section] ?? [];
}

/** Rows as authored, through their schema. */
export const devices: readonly DeviceSpec[] = readdirSync(new URL('devices/', catalog)).flatMap((file) =>
  read(`devices/${file}`, 'devices').map((row) => DeviceSchema.parse(row)),
);

export const hosts: readonly HostSpec[] = read('hosts.yaml', 'hosts').map((row) => HostSchema.parse(row));

export const catalogRows: { readonly devices: readonly DeviceSpec[]; readonly hosts: readonly HostSpec[] } = {
  devices,
  hosts,
};
