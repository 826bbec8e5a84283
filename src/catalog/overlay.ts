import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Catalog, CatalogDetails, DetailedSection } from '../domain/catalog.ts';
import { AdvisorError, type Problem } from '../domain/problem.ts';
import { unreadableReason } from '../domain/unreadable.ts';
import type { SourceText } from './collect.ts';
import { compileCatalog } from './compile.ts';
import { type CatalogFinding, compareText } from './finding.ts';
import { findAuthoredCatalog } from './load.ts';

/** A catalog with what stands behind its entries. */
export interface DetailedCatalog {
  readonly catalog: Catalog;
  readonly details: CatalogDetails;
}

/** Lays the files over `base` through the whole pipeline: schema, lint, expansion. Throws {@link AdvisorError} with every error found. */
export function overlayCatalog(
  base: DetailedCatalog,
  paths: readonly string[],
  onFinding: (finding: CatalogFinding) => void,
): DetailedCatalog {
  let { catalog, details } = base;
  for (const path of paths) {
    const sources = readOverlay(path);
    const compiled = compileCatalog(sources, {
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      base: catalog,
      baseDetails: details,
      inheritable: readInheritable(sources),
    });
    const errors = compiled.findings.filter((finding) => finding.level === 'error');
    if (compiled.catalog === undefined || compiled.details === undefined)
      throw new AdvisorError('input-file', errors.map(toProblem));
    for (const finding of compiled.findings) onFinding(finding);
    details = layDetails(details, compiled.details);
    catalog = compiled.catalog;
  }
  return { catalog, details };
}

/** Every model brings sources of its own, so what it replaces leaves nothing behind. */
function layDetails(below: CatalogDetails, above: CatalogDetails): CatalogDetails {
  const sections = [...Object.keys(below.entries), ...Object.keys(above.entries)] as DetailedSection[];
  const entries = Object.fromEntries(
    [...new Set(sections)].map((section) => [section, { ...below.entries[section], ...above.entries[section] }]),
  );
  return { ...above, entries, measurements: [...below.measurements, ...above.measurements] };
}

function toProblem(finding: CatalogFinding): Problem {
  const { file, line, column, rule, message, tip } = finding;
  return { code: rule, message, file, line, column, ...(tip === undefined ? {} : { remedy: tip }) };
}

/** One file, or every YAML file below a directory that is laid out like the catalog. */
function readOverlay(path: string): readonly SourceText[] {
  try {
    if (!statSync(path).isDirectory()) return [{ path, place: basename(path), text: readFileSync(path, 'utf8') }];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /\.ya?ml$/i.test(name))
      .sort(compareText)
      .map((name) => ({ path: join(path, name), place: name, text: readFileSync(join(path, name), 'utf8') }));
  } catch (error) {
    throw new AdvisorError('input-file', [
      {
        code: 'unreadable-file',
        file: path,
        message: `cannot read ${path}: ${unreadableReason(error)}`,
        remedy: 'check the path and its permissions',
      },
    ]);
  }
}

/** Authored model files of the package that hold an id the overlay inherits from; only then is YAML of the package read at all. */
function readInheritable(sources: readonly SourceText[]): readonly SourceText[] {
  const ids = sources.flatMap(({ text }) =>
    [...text.matchAll(/\binherits["']?\s*:\s*["']?([\w.-]+\/[\w.+-]+)/g)].map((match) => match[1] ?? ''),
  );
  const folder = ids.length === 0 ? undefined : findAuthoredCatalog();
  if (folder === undefined) return [];
  const families = ids.map((id) => id.slice(id.indexOf('/') + 1));
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort(compareText)
    .map((name) => ({
      path: join(folder, name),
      place: `models/${name}`,
      text: readFileSync(join(folder, name), 'utf8'),
    }))
    .filter(({ text }) => families.some((family) => text.includes(family)));
}
