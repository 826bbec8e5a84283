import * as z from 'zod';
import { didYouMean } from './did-you-mean.ts';
import type { CatalogFinding } from './finding.ts';
import type { LintFile } from './lint/contract.ts';
import {
  type AuthoredSections,
  FILE_KINDS,
  type FileKind,
  fileKindOf,
  OVERLAY_KIND,
  SECTIONS,
  type Section,
} from './schema/kinds.ts';
import { checkSchema } from './schema-findings.ts';
import { type NodePath, readYaml } from './yaml-file.ts';

export interface SourceText {
  /** As it is shown in findings. */
  readonly path: string;
  readonly text: string;
  /** Path below the catalog's root where `path` is not; decides what kind of file it is. */
  readonly place?: string;
}

/** One entry that its schema accepts. */
export type Collected = {
  readonly [S in Section]: {
    readonly section: S;
    readonly value: AuthoredSections[S];
    readonly file: LintFile;
    readonly at: NodePath;
    readonly header: Readonly<Record<string, unknown>>;
  };
}[Section];

export interface Collection {
  readonly files: readonly LintFile[];
  readonly entries: readonly Collected[];
  /** Keys of entries that their schema refuses: what depends on them need not be reported again. */
  readonly broken: ReadonlySet<string>;
  readonly findings: readonly CatalogFinding[];
}

type Part = Omit<Collection, 'files'>;
const NOTHING: Part = { entries: [], broken: new Set(), findings: [] };

/** Reads every file and checks every entry by itself: one bad entry does not hide the findings of the others. */
export function collect(sources: readonly SourceText[], overlay: boolean): Collection {
  const files: LintFile[] = [];
  const entries: Collected[] = [];
  const broken = new Set<string>();
  const findings: CatalogFinding[] = [];
  for (const source of sources) {
    const place = (source.place ?? belowRoot(source.path)).replaceAll('\\', '/');
    const kind = fileKindOf(place) ?? (overlay && OVERLAY_KIND.pattern.test(place) ? OVERLAY_KIND : undefined);
    if (kind === undefined) {
      findings.push(unknownFile(source.path, place));
      continue;
    }
    const read = readYaml(source.path, source.text);
    findings.push(...read.findings);
    if (read.file.value === undefined || read.findings.length > 0) continue;
    const file: LintFile = { yaml: read.file, kind, path: place };
    files.push(file);
    const found = collectFile(file);
    entries.push(...found.entries);
    for (const id of found.broken) broken.add(id);
    findings.push(...found.findings);
  }
  return { files, entries, broken, findings };
}

function collectFile(file: LintFile): Part {
  const { kind, yaml } = file;
  if (kind.holds.form === 'single') return collectEntry(file, kind.holds.section, yaml.value, [], {});
  if (!isMap(yaml.value)) {
    const expected = kind.holds.sections.map((section) => `"${section}:"`).join(' or ');
    return { ...NOTHING, findings: [problem(file, [], 'wrong-type', `expected a map with ${expected}`)] };
  }
  const findings: CatalogFinding[] = [];
  const entries: Collected[] = [];
  const broken = new Set<string>();
  const known = [...Object.keys(kind.header), ...kind.holds.sections];
  for (const key of Object.keys(yaml.value)) {
    if (known.includes(key)) continue;
    const tip = didYouMean(key, known) ?? `known keys: ${known.join(', ')}`;
    findings.push({ ...problem(file, [], 'unknown-key', `unknown key "${key}"`), ...yaml.locateKey([key]), tip });
  }
  const checked = checkSchema<Readonly<Record<string, unknown>>>(z.object(kind.header), yaml.value, yaml, []);
  if ('findings' in checked) findings.push(...checked.findings);
  const header = 'value' in checked ? checked.value : {};
  const present = kind.holds.sections.filter((section) => Object.hasOwn(yaml.value as object, section));
  if (present.length === 0) findings.push(problem(file, [], 'missing-key', `missing key "${kind.holds.sections[0]}"`));
  for (const section of present) {
    const list = yaml.value[section];
    if (!Array.isArray(list)) {
      findings.push(problem(file, [section], 'wrong-type', `${section}: expected a list of entries`));
      continue;
    }
    for (const [index, item] of list.entries()) {
      const found = collectEntry(file, section, item, [section, index], header);
      entries.push(...found.entries);
      for (const id of found.broken) broken.add(id);
      findings.push(...found.findings);
    }
  }
  return { entries, broken, findings };
}

function collectEntry(
  file: LintFile,
  section: Section,
  value: unknown,
  at: NodePath,
  header: Readonly<Record<string, unknown>>,
): Part {
  const checked = checkSchema<unknown>(SECTIONS[section].schema, value, file.yaml, at);
  if ('findings' in checked) {
    const key: unknown = isMap(value) ? value[SECTIONS[section].key] : undefined;
    return { ...NOTHING, broken: new Set(typeof key === 'string' ? [key] : []), findings: checked.findings };
  }
  return { ...NOTHING, entries: [{ section, value: checked.value, file, at, header } as Collected] };
}

function problem(
  file: LintFile,
  at: NodePath,
  rule: 'wrong-type' | 'unknown-key' | 'missing-key',
  message: string,
): CatalogFinding {
  return { file: file.yaml.path, ...file.yaml.locate(at), level: 'error', rule, message };
}

function unknownFile(path: string, place: string): CatalogFinding {
  const folders = FILE_KINDS.map((kind: FileKind) => kind.pattern.source.replace(/^\^|\$$/g, '').split('/')[0] ?? '');
  const folder = place.split('/')[0] ?? place;
  return {
    file: path,
    line: 1,
    column: 1,
    level: 'error',
    rule: 'unknown-file',
    message: 'this file has no place in the catalog',
    tip:
      didYouMean(folder, folders) ??
      'entries live in models/, devices/, engines/, licenses/, policies/, profiles/, calibration/, measurements/, hosts.yaml and quantizations.yaml',
  };
}

/** `…/catalog/models/qwen.yaml` → `models/qwen.yaml`. */
function belowRoot(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const root = slashed.lastIndexOf('catalog/');
  return root < 0 ? slashed : slashed.slice(root + 'catalog/'.length);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
