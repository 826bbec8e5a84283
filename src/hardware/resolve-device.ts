import { suggest } from '../catalog/did-you-mean.ts';
import type { DeviceSpec, Vendor } from '../domain/hardware.ts';
import { GIB } from '../units/quantities.ts';
import { type NormalizedName, nameReadings, normalizeName, shortDeviceName, squeezeName } from './normalize-name.ts';

/** What is known of a device that is looked for. `null` and absent: not known. */
export interface DeviceWitness {
  readonly vendor?: Vendor | null;
  /** Driver string, listing or typed name. */
  readonly model?: string | null;
  /** `vvvv:dddd`, or the device part alone with or without `0x`. */
  readonly pciDeviceId?: string | null;
  /** As a tool reports it: up to 15 % below the nominal size (ECC, driver). */
  readonly memoryTotalBytes?: number | null;
  /** Apple GPU cores, AMD compute units. */
  readonly cores?: number | null;
}

export type DeviceMatch =
  | {
      readonly kind: 'found';
      readonly spec: DeviceSpec;
      /** Other versions the same words may mean, where an alias chose this one. */
      readonly alternatives: readonly DeviceSpec[];
    }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly DeviceSpec[] }
  | { readonly kind: 'unknown'; readonly suggestions: readonly string[] };

/** Share of the nominal size a card still shows: ECC on GDDR takes 1/16, drivers a little more; the worst seen is 87 %. */
const LEAST_VISIBLE = 0.86;
const MOST_VISIBLE = 1.02;

interface NameIndex {
  /** Whole names and aliases. */
  readonly exact: ReadonlyMap<string, readonly DeviceSpec[]>;
  /** Identifying words only: several sizes and versions of one product share an entry. */
  readonly base: ReadonlyMap<string, readonly IndexedName[]>;
  readonly names: readonly string[];
}

interface IndexedName {
  readonly spec: DeviceSpec;
  readonly name: NormalizedName;
}

const INDEXES = new WeakMap<readonly DeviceSpec[], NameIndex>();

function indexOf(devices: readonly DeviceSpec[]): NameIndex {
  const known = INDEXES.get(devices);
  if (known !== undefined) return known;
  const exact = new Map<string, DeviceSpec[]>();
  const base = new Map<string, IndexedName[]>();
  const names: string[] = [];
  for (const spec of devices) {
    names.push(shortDeviceName(spec.name), spec.name, ...spec.aliases);
    const spellings = new Set([spec.id, spec.name, ...spec.aliases].map(squeezeName));
    for (const text of spellings) append(exact, text, spec);
    for (const text of [spec.name, outsideParentheses(spec.name), ...spec.aliases]) {
      const name = normalizeName(text);
      if (name.words.length > 0) append(base, name.words.join(''), { spec, name });
    }
  }
  const index: NameIndex = { exact, base, names };
  INDEXES.set(devices, index);
  return index;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const outsideParentheses = (name: string): string => name.replace(/\([^)]*\)/g, ' ');

/**
 * Finds the catalog row of a device: by PCI id first, then by name; memory size and core count choose among rows that share
 * one. Names are compared as whole sequences of words, never as parts of others, so that `bi-v100` is no V100, `T4000` no T4
 * and a laptop part no desktop card. What stays open between rows is `ambiguous`, with all of them.
 */
export function resolveDevice(witness: DeviceWitness, devices: readonly DeviceSpec[]): DeviceMatch {
  const index = indexOf(devices);
  const byId = narrow(withPciId(witness, devices), witness);
  if (byId.length === 1 && byId[0] !== undefined) return { kind: 'found', spec: byId[0], alternatives: [] };
  const byName = findByName(witness, index);
  if (byId.length > 1) {
    const both = byId.filter((spec) => byName.candidates.includes(spec));
    return verdict(both.length > 0 ? both : byId, [], witness, index);
  }
  return verdict(byName.candidates, byName.alternatives, witness, index);
}

function verdict(
  candidates: readonly DeviceSpec[],
  alternatives: readonly DeviceSpec[],
  witness: DeviceWitness,
  index: NameIndex,
): DeviceMatch {
  const [first, ...rest] = candidates;
  if (first === undefined) return { kind: 'unknown', suggestions: suggest(witness.model ?? '', index.names) };
  return rest.length === 0 ? { kind: 'found', spec: first, alternatives } : { kind: 'ambiguous', candidates };
}

function withPciId(witness: DeviceWitness, devices: readonly DeviceSpec[]): readonly DeviceSpec[] {
  const id = witness.pciDeviceId?.toLowerCase().replace(/^0x/, '');
  if (id === undefined || !/^([0-9a-f]{4}:)?[0-9a-f]{4}$/.test(id)) return [];
  // The device part alone means something only together with the vendor.
  if (id.length === 4 && !isKnownVendor(witness.vendor)) return [];
  return devices.filter(
    (spec) => spec.pciIds.some((known) => known === id || known.slice(-4) === id) && isVendor(spec, witness.vendor),
  );
}

const isKnownVendor = (vendor: Vendor | null | undefined): boolean =>
  vendor !== null && vendor !== undefined && vendor !== 'unknown';

const isVendor = (spec: DeviceSpec, vendor: Vendor | null | undefined): boolean =>
  !isKnownVendor(vendor) || spec.vendor === vendor;

/** Rows that memory and core count leave. Evidence that fits no row at all is no reason to choose one. */
function narrow(candidates: readonly DeviceSpec[], witness: DeviceWitness): readonly DeviceSpec[] {
  const bytes = witness.memoryTotalBytes ?? null;
  const cores = witness.cores ?? null;
  const byMemory = bytes === null ? candidates : nearestMemory(candidates, bytes);
  return cores === null ? byMemory : byMemory.filter((spec) => spec.cores === undefined || spec.cores === cores);
}

/** Rows with an option the reported size can be; of several options in reach the nearest counts (94 and 96 GB differ by 2 %). */
function nearestMemory(candidates: readonly DeviceSpec[], bytes: number): readonly DeviceSpec[] {
  const ranked = candidates.map((spec) => ({ spec, away: memoryDistance(spec, bytes) }));
  const nearest = Math.min(...ranked.map((entry) => entry.away));
  return ranked
    .filter((entry) => entry.away !== Number.POSITIVE_INFINITY && entry.away <= nearest + 1e-9)
    .map((entry) => entry.spec);
}

/** 0: the machine's RAM decides (integrated), or an exact hit; infinite: cannot be. */
function memoryDistance(spec: DeviceSpec, bytes: number): number {
  if (spec.memoryOptionsBytes.length === 0) return 0;
  // What a driver grants an integrated GPU of the PC kind says little about the RAM it was sold with.
  if (spec.unified && spec.vendor !== 'apple') return 0;
  const away = spec.memoryOptionsBytes.map((option) => {
    const share = bytes / option;
    return share >= LEAST_VISIBLE && share <= MOST_VISIBLE ? Math.abs(1 - share) : Number.POSITIVE_INFINITY;
  });
  return Math.min(...away);
}

interface NameHits {
  readonly candidates: readonly DeviceSpec[];
  readonly alternatives: readonly DeviceSpec[];
}

const NO_HITS: NameHits = { candidates: [], alternatives: [] };

function findByName(witness: DeviceWitness, index: NameIndex): NameHits {
  const { model } = witness;
  if (model === null || model === undefined) return NO_HITS;
  for (const list of nameReadings(model)) {
    // A list counts only when each of its names is known by itself; the whole is tried first, for names with a slash in them.
    const whole = lookUp(list.join('/'), witness, index);
    if (whole.candidates.length > 0) return whole;
    if (list.length > 1) {
      const candidates = new Set(list.flatMap((part) => lookUp(part, witness, index).candidates));
      if (candidates.size > 0) return { candidates: [...candidates], alternatives: [] };
    }
  }
  return NO_HITS;
}

function lookUp(text: string, witness: DeviceWitness, index: NameIndex): NameHits {
  const asked = normalizeName(text);
  const versions = versionsOf(asked, witness, index);
  const exact = narrow(
    (index.exact.get(squeezeName(text)) ?? []).filter((spec) => isVendor(spec, witness.vendor)),
    { ...witness, cores: witness.cores ?? asked.cores },
  );
  const chosen = exact[0];
  // A name as it stands that other sizes share (RTX 3080) is not chosen for its spelling alone; an alias is.
  const aliased = chosen?.aliases.some((alias) => squeezeName(alias) === squeezeName(text)) === true;
  if (exact.length === 1 && chosen !== undefined && (aliased || versions.length <= 1)) {
    return { candidates: exact, alternatives: versions.filter((spec) => spec !== chosen) };
  }
  return { candidates: versions.length > 0 ? versions : exact, alternatives: [] };
}

/** Rows whose identifying words are exactly those asked for, less what size, cores and version words rule out. */
function versionsOf(asked: NormalizedName, witness: DeviceWitness, index: NameIndex): readonly DeviceSpec[] {
  if (asked.words.length === 0) return [];
  const entries = (index.base.get(asked.words.join('')) ?? []).filter(
    (entry) => isVendor(entry.spec, witness.vendor) && asked.variant.every((word) => hasVariant(entry, word)),
  );
  const specs = [...new Set(entries.map((entry) => entry.spec))];
  const named = asked.memoryGib;
  const sized = named === null ? specs : specs.filter((spec) => isSoldWith(spec, named));
  return narrow(sized, { ...witness, cores: witness.cores ?? asked.cores });
}

/** `sxm` covers `sxm4` and the like. */
const hasVariant = (entry: IndexedName, word: string): boolean => {
  const own = [...entry.name.variant, ...normalizeName(entry.spec.name).variant];
  return own.some((known) => known === word || (word === 'sxm' && known.startsWith('sxm')));
};

/** The size on the box: of one device, or of a whole card that shows as several. */
export function isSoldWith(spec: DeviceSpec, memoryGib: number): boolean {
  const sizes = spec.memoryOptionsBytes;
  if (sizes.length === 0) return true;
  const bytes = memoryGib * GIB;
  const cards = spec.devicesPerCard ?? 1;
  return sizes.some((size) => Math.abs(size - bytes) < GIB / 2 || Math.abs(size * cards - bytes) < GIB / 2);
}
