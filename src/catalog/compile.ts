import type { Catalog, CatalogDetails } from '../domain/catalog.ts';
import { assemble, keyOf, newestDate } from './assemble.ts';
import { type Collected, collect, type SourceText } from './collect.ts';
import { type CatalogFinding, compareFindings, compareText } from './finding.ts';
import { withFootprints } from './footprint.ts';
import type { LintCatalog, LintEntry, LintRule } from './lint/contract.ts';
import { LINT_RULES } from './lint/registry.ts';
import { runLint } from './lint/run.ts';
import { expandModels } from './model-stage.ts';
import { SECTION_NAMES, type Section } from './schema/kinds.ts';

export interface CompileOptions {
  /** Digest of a text as lower-case hex, so that this stays free of `node:crypto`. */
  readonly sha256: (text: string) => string;
  /** ISO date no fact may lie after; left out: not checked. */
  readonly today?: string;
  /** The catalog that the files are laid over. Their entries replace entries of the same id, with an `override` note. */
  readonly base?: Catalog;
  /** Cold part of the base: scores of its models, which those of an overlay are rated among. */
  readonly baseDetails?: CatalogDetails;
  /** Authored model files of the base: models of an overlay may inherit from their entries. */
  readonly inheritable?: readonly SourceText[];
  readonly rules?: readonly LintRule[];
  /** Also ask for canonical form (default: no). */
  readonly style?: boolean;
}

export interface CompileResult {
  /** Both absent when any finding is an error. */
  readonly catalog?: Catalog;
  readonly details?: CatalogDetails;
  /** All findings of all files, in order of place. */
  readonly findings: readonly CatalogFinding[];
}

/** Authored texts → compiled catalog. Pure; whatever is wrong with the texts is a finding, never an exception. */
export function compileCatalog(sources: readonly SourceText[], options: CompileOptions): CompileResult {
  const ordered = [...sources].sort((a, b) => compareText(a.path, b.path));
  const collection = collect(ordered, options.base !== undefined);
  const expanded = expandModels(collection, options);
  const findings = [...collection.findings, ...expanded.findings];
  const entries = indexEntries(collection.entries, expanded.models);
  const lint = lintCatalog(entries, collection.files, options);
  findings.push(...overrides(lint, options.base));
  const rules = options.rules ?? LINT_RULES;
  findings.push(...runLint(rules, lint, { style: options.style === true }));
  findings.sort(compareFindings);
  if (findings.some((finding) => finding.level === 'error')) return { findings };
  const version = newestDate([
    ...collection.files.map((file) => file.yaml.value),
    { date: options.base?.version.split('.').map(pad).join('-') },
  ]);
  const digest = ordered
    .map((source) => `${source.place ?? source.path}\0${source.text.length}\0${source.text}\0`)
    .join('');
  const sha256 = options.sha256(`${options.base?.sha256 ?? ''}\0${digest}`);
  const { catalog, details } = assemble(lint, { version, sha256 });
  return { catalog: withFootprints(catalog), details, findings };
}

const pad = (part: string): string => part.padStart(2, '0');

type Index = { readonly [S in Section]: LintEntry<S>[] };

function indexEntries(collected: readonly Collected[], models: readonly LintEntry<'models'>[]): Index {
  const index = Object.fromEntries(SECTION_NAMES.map((section) => [section, []])) as unknown as Record<
    Section,
    LintEntry[]
  >;
  for (const { section, value, file, at } of collected) {
    if (section !== 'models') index[section].push({ section, id: keyOf(section, value), value, file, at });
  }
  index.models.push(...models);
  return index as unknown as Index;
}

function lintCatalog(index: Index, files: LintCatalog['files'], options: CompileOptions): LintCatalog {
  const own = new Map(SECTION_NAMES.map((section) => [section, new Set(index[section].map((entry) => entry.id))]));
  const below = options.base === undefined ? undefined : withoutOverridden(options.base, own);
  const idsBelow = (section: Section): readonly string[] => {
    if (below === undefined || section === 'measurements') return [];
    return section === 'calibration'
      ? Object.keys(below.calibration)
      : below[section].map((entry) => keyOf(section, entry));
  };
  const all = new Map(
    SECTION_NAMES.map((section) => [section, new Set([...(own.get(section) ?? []), ...idsBelow(section)])]),
  );
  return {
    entries: (section) => index[section],
    has: (section, id) => all.get(section)?.has(id) ?? false,
    ids: (section) => [...(all.get(section) ?? [])],
    files,
    sections: SECTION_NAMES,
    below,
    today: options.today,
  };
}

function withoutOverridden(base: Catalog, own: ReadonlyMap<Section, ReadonlySet<string>>): Catalog {
  const kept = SECTION_NAMES.flatMap((section) => {
    if (section === 'calibration' || section === 'measurements') return [];
    const rows: readonly object[] = base[section];
    return [[section, rows.filter((row) => own.get(section)?.has(keyOf(section, row)) !== true)]];
  });
  return { ...base, ...Object.fromEntries(kept) };
}

/** Says which entries of the base an overlay replaces. */
function overrides(lint: LintCatalog, base: Catalog | undefined): readonly CatalogFinding[] {
  if (base === undefined) return [];
  return SECTION_NAMES.flatMap((section) => {
    if (section === 'measurements') return [];
    const rows: readonly object[] = section === 'calibration' ? [] : base[section];
    const ids = new Set(
      section === 'calibration' ? Object.keys(base.calibration) : rows.map((row) => keyOf(section, row)),
    );
    return lint
      .entries(section)
      .filter((entry) => ids.has(entry.id))
      .map((entry): CatalogFinding => {
        const place = entry.file.yaml.locate(entry.at);
        const message = `${entry.id}: replaces the built-in entry of ${section}`;
        return { file: entry.file.yaml.path, ...place, level: 'info', rule: 'override', message };
      });
  });
}
