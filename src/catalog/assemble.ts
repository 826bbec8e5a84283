import type { Catalog, CatalogDetails, DetailedSection, EntryDetails, Measurements } from '../domain/catalog.ts';
import type { ModelSpec } from '../domain/model.ts';
import { compareText } from './finding.ts';
import type { LintCatalog, LintEntry } from './lint/contract.ts';
import { SECTION_NAMES, SECTIONS, type Section } from './schema/kinds.ts';

/** Raised in its minor for additions, in its major when a reader of the old form would misread the new one. */
const CATALOG_SCHEMA_VERSION = '1.0';

/** Keys of authored entries that the quick part leaves out, because no domain type asks for them. */
const COLD_KEYS: Readonly<Record<Exclude<DetailedSection, 'models'>, readonly string[]>> = {
  devices: ['sources', 'notes', 'lintExceptions'],
  hosts: ['sources', 'notes', 'lintExceptions'],
  tensorTypes: ['sources', 'notes', 'lintExceptions'],
  quantizations: ['sources', 'notes', 'lintExceptions'],
  engines: ['notes', 'lintExceptions'],
  licenses: ['sources', 'notes', 'terms', 'recogniser', 'models', 'lintExceptions'],
  policies: ['sources', 'notes', 'lintExceptions'],
  profiles: ['sources', 'notes', 'lintExceptions'],
};

const DETAILED: readonly DetailedSection[] = [
  'models',
  ...SECTION_NAMES.filter((section): section is Exclude<DetailedSection, 'models'> =>
    Object.hasOwn(COLD_KEYS, section),
  ),
];

/** A catalog before footprints are worked out. */
export type UnplacedCatalog = Omit<Catalog, 'models'> & { readonly models: readonly Omit<ModelSpec, 'footprint'>[] };

export interface Identity {
  readonly version: string;
  readonly sha256: string;
}

/** The compiled form: flat, sorted by id, keys in code-unit order, so that equal knowledge gives equal bytes. */
export function assemble(
  lint: LintCatalog,
  identity: Identity,
): { readonly catalog: UnplacedCatalog; readonly details: CatalogDetails } {
  const hot: Record<string, unknown> = {};
  const cold: Partial<Record<DetailedSection, Record<string, EntryDetails>>> = {};
  for (const section of DETAILED) {
    const parts = splitSection(lint, section);
    const below = lint.below?.[section] ?? [];
    hot[section] = [...parts.hot, ...below].sort((a, b) => compareText(keyOf(section, a), keyOf(section, b)));
    if (Object.keys(parts.cold).length > 0) cold[section] = parts.cold;
  }
  const calibration = Object.fromEntries(lint.entries('calibration').map((entry) => [entry.id, entry.value]));
  const measurements = lint.entries('measurements').map((entry): Measurements => entry.value);
  const head = { schemaVersion: CATALOG_SCHEMA_VERSION, ...identity };
  const catalog = { ...head, ...hot, calibration: { ...lint.below?.calibration, ...calibration } };
  const details: CatalogDetails = {
    ...head,
    entries: cold,
    measurements: [...measurements].sort((a, b) => compareText(a.id, b.id)),
  };
  return { catalog: inOrder(catalog) as unknown as UnplacedCatalog, details: inOrder(details) as CatalogDetails };
}

interface Split {
  readonly hot: readonly object[];
  readonly cold: Record<string, EntryDetails>;
}

function splitSection(lint: LintCatalog, section: DetailedSection): Split {
  const hot: object[] = [];
  const cold: Record<string, EntryDetails> = {};
  for (const entry of lint.entries(section)) {
    const parts = section === 'models' ? splitModel(entry as LintEntry<'models'>) : splitEntry(section, entry);
    hot.push(parts.hot);
    if (Object.keys(parts.cold).length > 0) cold[entry.id] = parts.cold;
  }
  return { hot, cold };
}

function splitModel(entry: LintEntry<'models'>): { readonly hot: object; readonly cold: EntryDetails } {
  const { scores, ...model } = entry.value.model;
  return {
    hot: model,
    cold: { ...entry.value.details, ...(scores === undefined || scores.length === 0 ? {} : { scores }) },
  };
}

function splitEntry(
  section: Exclude<DetailedSection, 'models'>,
  entry: LintEntry,
): { readonly hot: object; readonly cold: EntryDetails } {
  const keys = COLD_KEYS[section];
  const hot: Record<string, unknown> = {};
  const cold: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entry.value)) {
    if (!keys.includes(key)) hot[key] = value;
    else if (key === 'notes') cold[key] = typeof value === 'string' ? [value] : value;
    else if (key !== 'lintExceptions') cold[key] = value;
  }
  return { hot, cold: cold as EntryDetails };
}

export function keyOf(section: Section, entry: object): string {
  return String((entry as Readonly<Record<string, unknown>>)[SECTIONS[section].key]);
}

/** The same value with the keys of every map in code-unit order and without `undefined`. Lists keep their order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort(compareText)) {
    const item: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (item !== undefined) sorted[key] = inOrder(item);
  }
  return sorted;
}

const DATE_KEYS: ReadonlySet<string> = new Set(['date', 'released', 'statusSince']);

/** Newest whole date among the facts, as `YYYY.M.D`; `0.0.0` where nothing is dated. */
export function newestDate(values: Iterable<unknown>): string {
  let newest = '';
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (DATE_KEYS.has(key) && value > newest && /^\d{4}-\d{2}-\d{2}$/.test(value)) newest = value;
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) visit(item, Array.isArray(value) ? key : name);
    }
  };
  for (const value of values) visit(value, '');
  return newest === '' ? '0.0.0' : newest.split('-').map(Number).join('.');
}
