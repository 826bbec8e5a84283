import type { CalibrationTables } from './calibration.ts';
import type { EngineSpec } from './engine.ts';
import type { DeviceSpec, HostSpec } from './hardware.ts';
import type { LicenseSpec } from './license.ts';
import type { LicensePolicy } from './license-policy.ts';
import type { ModelSpec, Score } from './model.ts';
import type { Profile } from './profile.ts';
import type { Quantization, TensorType } from './quantization.ts';

export type { CalibrationTables } from './calibration.ts';

/** Everything the product knows, compiled and flat. Plain JSON. */
export interface Catalog {
  readonly schemaVersion: string;
  /** Date of the newest fact, `YYYY.M.D`. */
  readonly version: string;
  /** Hash over the authored files. */
  readonly sha256: string;
  readonly models: readonly ModelSpec[];
  readonly devices: readonly DeviceSpec[];
  readonly hosts: readonly HostSpec[];
  readonly tensorTypes: readonly TensorType[];
  readonly quantizations: readonly Quantization[];
  readonly engines: readonly EngineSpec[];
  readonly licenses: readonly LicenseSpec[];
  readonly policies: readonly LicensePolicy[];
  readonly profiles: readonly Profile[];
  readonly calibration: CalibrationTables;
}

/** What stands behind an entry, for those who want to know: read only when asked for. */
export interface EntryDetails {
  /** Public sources: for the whole entry, or by group of fields. */
  readonly sources?: readonly string[] | Readonly<Record<string, string | readonly string[]>>;
  readonly notes?: readonly string[];
  /** Models: every sourced benchmark result. */
  readonly scores?: readonly Score[];
  /** Models: what other sources say. Recorded, never averaged. */
  readonly conflicts?: readonly { readonly field: string; readonly value: string | number; readonly source: string }[];
  /** Models: the count its publisher or hub states, where it differs in kind from the text backbone's. */
  readonly publishedParameters?: number;
}

/** A table of figures from one source, as it stands in `catalog/measurements`. */
export interface Measurements {
  readonly id: string;
  readonly source: string;
  readonly date: string;
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

/** Lists of the catalog whose entries have details. */
export type DetailedSection = Exclude<keyof Catalog, 'schemaVersion' | 'version' | 'sha256' | 'calibration'>;

/** The cold part of the compiled catalog: same version and hash as the {@link Catalog} it belongs to. */
export interface CatalogDetails {
  readonly schemaVersion: string;
  readonly version: string;
  readonly sha256: string;
  readonly entries: Readonly<Partial<Record<DetailedSection, Readonly<Record<string, EntryDetails>>>>>;
  readonly measurements: readonly Measurements[];
}
