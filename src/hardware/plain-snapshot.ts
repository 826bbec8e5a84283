import type { Hardware } from '../domain/hardware.ts';
import { VENDORS } from '../domain/vendors.ts';

/*
 * Recognises a machine that is written as this tool writes it, without the schema library: most snapshots are ours and right, and reading one must not
 * cost more than answering. Whatever is not recognised goes to `snapshot.ts`, which says what is wrong. A property keeps both of one mind.
 */

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const whole: Check = (value) => Number.isSafeInteger(value);
const bytes: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const record =
  (check: Check): Check =>
  (value) =>
    isRecord(value) && Object.values(value).every(check);
/** Keys that are not named may hold anything: later versions add some. */
const shape = (checks: Readonly<Record<string, Check>>): Check => {
  const entries = Object.entries(checks);
  return (value) => isRecord(value) && entries.every(([key, check]) => check(value[key]));
};

const memoryFigures = {
  memoryTotalBytes: orNull(bytes),
  memoryReservedBytes: orNull(bytes),
  memoryUsedBytes: orNull(bytes),
  memoryFreeBytes: orNull(bytes),
  capacityBytes: orNull(bytes),
};

const slice = shape({
  index: orNull(whole),
  giId: orNull(whole),
  ciId: orNull(whole),
  profile: orNull(text),
  uuid: orNull(text),
  ...memoryFigures,
});

const device = shape({
  id: text,
  vendor: oneOf(...VENDORS),
  kind: oneOf('gpu', 'igpu', 'npu'),
  model: orNull(text),
  catalogId: orNull(text),
  pciBusId: orNull(text),
  pciDeviceId: orNull(text),
  uuid: orNull(text),
  ...memoryFigures,
  unified: flag,
  computeCapability: orNull(text),
  gfx: orNull(text),
  ecc: orNull(flag),
  migMode: orNull(oneOf('enabled', 'disabled')),
  mig: list(slice),
  cores: orNull(whole),
  driver: orNull(text),
  usable: flag,
  unusableBecause: orNull(text),
  witnesses: list(text),
});

const system = shape({
  platform: oneOf('linux', 'darwin', 'win32'),
  arch: text,
  osName: orNull(text),
  osVersion: orNull(text),
  kernel: orNull(text),
  wsl: flag,
  container: orNull(text),
  cgroupVersion: maybe(orNull(oneOf(1, 2))),
});

const cpu = shape({
  model: orNull(text),
  vendor: orNull(text),
  physicalCores: orNull(whole),
  logicalCores: orNull(whole),
  performanceCores: orNull(whole),
  sockets: orNull(whole),
  numaNodes: maybe(orNull(whole)),
  instructionSets: list(text),
  quotaCores: orNull(number),
  catalogId: orNull(text),
});

const sourced = shape({
  value: number,
  basis: oneOf('measured', 'published', 'derived', 'assumed'),
  source: maybe(text),
});

const memory = shape({
  totalBytes: orNull(bytes),
  availableBytes: orNull(bytes),
  limitBytes: orNull(bytes),
  swapTotalBytes: orNull(bytes),
  bandwidthBytesPerSecond: orNull(sourced),
  channels: orNull(whole),
  speedMegatransfersPerSecond: orNull(number),
  modules: maybe(orNull(shape({ count: whole, installedBytes: orNull(bytes), type: orNull(text) }))),
});

const pool = shape({
  vendor: oneOf(...VENDORS),
  unified: flag,
  count: bytes,
  sumCapacityBytes: orNull(bytes),
  largestCapacityBytes: orNull(bytes),
  sumFreeNowBytes: orNull(bytes),
});

const finding = shape({
  code: text,
  level: oneOf('info', 'warning', 'error'),
  args: record((value) => text(value) || number(value)),
  text: maybe(text),
});

const machine = shape({
  origin: oneOf('detected', 'replayed', 'described', 'snapshot'),
  system,
  cpu,
  memory,
  devices: list(device),
  pools: list(pool),
  displayOnly: list(shape({ pciBusId: orNull(text), name: text })),
  ignoredAdapters: list(shape({ name: text, reason: text })),
  findings: list(finding),
});

/** The machine in a parsed answer or snapshot, when every part is as written by this tool; undefined otherwise. */
export function recogniseHardware(json: unknown): Hardware | undefined {
  if (!isRecord(json)) return undefined;
  const version = json.schemaVersion;
  if (typeof version === 'string' && version.split('.')[0] !== '1') return undefined;
  const value = 'hardware' in json ? json.hardware : json;
  if (!machine(value)) return undefined;
  const hardware = value as Hardware;
  const unique = new Set(hardware.devices.map(({ id }) => id)).size === hardware.devices.length;
  return unique ? { ...hardware, origin: 'snapshot' } : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
