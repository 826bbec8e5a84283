import * as z from 'zod';
import type { CalibrationTable } from '../../domain/calibration.ts';
import type { Measurements } from '../../domain/catalog.ts';
import type { EngineSpec } from '../../domain/engine.ts';
import type { DeviceSpec, HostSpec } from '../../domain/hardware.ts';
import type { LicenseSpec } from '../../domain/license.ts';
import type { LicensePolicy } from '../../domain/license-policy.ts';
import type { Profile } from '../../domain/profile.ts';
import type { Quantization, TensorType } from '../../domain/quantization.ts';
import { CalibrationSchema, MeasurementsSchema } from './calibration.ts';
import type { Authored } from './common.ts';
import { DeviceSchema } from './device.ts';
import { EngineSchema } from './engine.ts';
import { HostSchema } from './host.ts';
import { LicenseSchema } from './license.ts';
import { type AuthoredEntry, modelEntrySchema } from './model.ts';
import { PolicySchema } from './policy.ts';
import { ProfileSchema } from './profile.ts';
import { QuantizationSchema, TensorTypeSchema } from './quantization.ts';

/** What an author writes in each section, after the schema has checked it. */
export interface AuthoredSections {
  readonly models: AuthoredEntry;
  readonly devices: Authored<DeviceSpec>;
  readonly hosts: Authored<HostSpec>;
  readonly tensorTypes: Authored<TensorType>;
  readonly quantizations: Authored<Quantization>;
  readonly engines: Authored<EngineSpec>;
  readonly licenses: Authored<LicenseSpec>;
  readonly policies: Authored<LicensePolicy>;
  readonly profiles: Authored<Profile>;
  readonly calibration: CalibrationTable;
  readonly measurements: Measurements;
}
export type Section = keyof AuthoredSections;

interface SectionRule<T> {
  readonly schema: z.ZodType<T>;
  /** The key that names an entry; it must be unique in its section. */
  readonly key: 'id' | 'name';
}

/** The sections of the catalog in compiled order. */
export const SECTIONS: { readonly [S in Section]: SectionRule<AuthoredSections[S]> } = {
  models: { schema: modelEntrySchema, key: 'id' },
  devices: { schema: DeviceSchema, key: 'id' },
  hosts: { schema: HostSchema, key: 'id' },
  tensorTypes: { schema: TensorTypeSchema, key: 'id' },
  quantizations: { schema: QuantizationSchema, key: 'id' },
  engines: { schema: EngineSchema, key: 'id' },
  licenses: { schema: LicenseSchema, key: 'id' },
  policies: { schema: PolicySchema, key: 'name' },
  profiles: { schema: ProfileSchema, key: 'id' },
  calibration: { schema: CalibrationSchema, key: 'id' },
  measurements: { schema: MeasurementsSchema, key: 'id' },
};

export const SECTION_NAMES = Object.keys(SECTIONS) as readonly Section[];

/** One kind of catalog file: where it lies and what it holds. */
export interface FileKind {
  /** Also the name of its JSON Schema: `catalog/schema/<id>.schema.json`. */
  readonly id: string;
  readonly title: string;
  /** Of the path below the catalog's root. */
  readonly pattern: RegExp;
  /** `list`: top-level keys that are lists of entries; `single`: the file is one entry. */
  readonly holds:
    | { readonly form: 'list'; readonly sections: readonly Section[] }
    | { readonly form: 'single'; readonly section: Section };
  /** Top-level keys beside the lists. */
  readonly header: z.ZodRawShape;
}

const STEM = '[a-z0-9][a-z0-9._+-]*';
const single = (id: string, folder: string, section: Section, title: string): FileKind => ({
  id,
  title,
  pattern: new RegExp(`^${folder}/${STEM}\\.ya?ml$`, 'i'),
  holds: { form: 'single', section },
  header: {},
});
const list = (
  id: string,
  path: string,
  sections: readonly Section[],
  title: string,
  header: z.ZodRawShape = {},
): FileKind => ({
  id,
  title,
  pattern: new RegExp(`^${path}\\.ya?ml$`, 'i'),
  holds: { form: 'list', sections },
  header,
});

const family = z.string().regex(/^[a-z0-9-]+$/, 'expected a family name in lower case');

export const FILE_KINDS: readonly FileKind[] = [
  list('models', `models/${STEM}`, ['models'], 'Models of one family', { family }),
  list('devices', `devices/${STEM}`, ['devices'], 'Accelerators of one vendor'),
  list('hosts', 'hosts', ['hosts'], 'CPU platforms and systems on a chip'),
  list('quantizations', 'quantizations', ['tensorTypes', 'quantizations'], 'Tensor types and quantizations'),
  single('engine', 'engines', 'engines', 'An engine: status, gates, constants'),
  single('license', 'licenses', 'licenses', 'A license as terms'),
  single('policy', 'policies', 'policies', 'A ready-made license policy'),
  single('profile', 'profiles', 'profiles', 'Weights and needs of a use case'),
  single('calibration', 'calibration', 'calibration', 'Fitted speed coefficients of one backend'),
  single('measurement', 'measurements', 'measurements', 'Measurements of one source'),
];

/** An overlay may hold entries of any section in one file, each as a list. */
export const OVERLAY_KIND: FileKind = list('overlay', STEM, SECTION_NAMES, 'Own additions to the catalog', {
  family: family.exactOptional(),
});

export function fileKindOf(path: string): FileKind | undefined {
  return FILE_KINDS.find((kind) => kind.pattern.test(path));
}

/** The zod schema of a whole file, as its JSON Schema is made from. */
export function fileSchema(kind: FileKind): z.ZodType {
  if (kind.holds.form === 'single') return SECTIONS[kind.holds.section].schema;
  const optional = kind.holds.sections.length > 1;
  const lists = kind.holds.sections.map((section) => {
    const entries = z.array(SECTIONS[section].schema);
    return [section, optional ? entries.exactOptional() : entries] as const;
  });
  return z.strictObject({ ...kind.header, ...Object.fromEntries(lists) });
}
