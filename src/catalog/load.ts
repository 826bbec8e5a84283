import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Catalog, CatalogDetails } from '../domain/catalog.ts';
import type { LicenseDetails } from '../domain/license.ts';
import { AdvisorError } from '../domain/problem.ts';
import type { CatalogFinding } from './finding.ts';
import type { DetailedCatalog } from './overlay.ts';
import { type PackedCatalog, unpackCatalog } from './pack.ts';

export interface LoadOptions {
  /** Files or directories laid over the built-in catalog, later ones over earlier ones. */
  readonly overlays?: readonly string[];
  /** Told what an overlay replaces, and every warning about it. */
  readonly onFinding?: (finding: CatalogFinding) => void;
}

/**
 * The compiled catalog of this package; with overlays, checked and laid over it.
 * Throws {@link AdvisorError} (`input-file`) with every finding when an overlay is not right, or when the package was not built.
 */
export async function loadCatalog(options: LoadOptions = {}): Promise<Catalog> {
  if ((options.overlays ?? []).length === 0) return readCatalog();
  return (await loadDetailedCatalog(options)).catalog;
}

/** The same with sources, notes and benchmark scores: those of the overlays too. */
export async function loadDetailedCatalog(options: LoadOptions = {}): Promise<DetailedCatalog> {
  const [catalog, details] = await Promise.all([readCatalog(), loadCatalogDetails()]);
  const overlays = options.overlays ?? [];
  if (overlays.length === 0) return { catalog, details };
  const { overlayCatalog } = await import('./overlay.ts');
  return overlayCatalog({ catalog, details }, overlays, options.onFinding ?? (() => {}));
}

async function readCatalog(): Promise<Catalog> {
  return unpackCatalog((await readCompiled('catalog.json')) as PackedCatalog);
}

/** Sources, notes and benchmark scores of the built-in catalog. */
async function loadCatalogDetails(): Promise<CatalogDetails> {
  return (await readCompiled('catalog-details.json')) as CatalogDetails;
}

/** What people read of each license, by its id: terms, marks of its text, models known to carry it. */
export async function loadLicenseDetails(): Promise<ReadonlyMap<string, LicenseDetails>> {
  const { entries } = await loadCatalogDetails();
  // The catalog stage writes the details of licenses in this shape.
  return new Map(Object.entries((entries.licenses ?? {}) as Readonly<Record<string, LicenseDetails>>));
}

/** Beside the bundle (`dist/`), one up (`dist/chunks/`), or in `dist/` seen from `src/catalog/`. */
const PLACES = ['./', '../', '../../dist/'];

/** Root of the package, for the authored files that an overlay may inherit from. */
export function findAuthoredCatalog(): string | undefined {
  return ['../catalog/models', '../../catalog/models']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(path));
}

async function readCompiled(name: string): Promise<unknown> {
  for (const place of PLACES) {
    const text = await readIfThere(new URL(`${place}${name}`, import.meta.url));
    if (text !== undefined) return JSON.parse(text);
  }
  throw new AdvisorError('input-file', [
    {
      code: 'catalog-missing',
      message: `the compiled catalog (dist/${name}) is missing`,
      remedy: 'build it: npm run build',
    },
  ]);
}

/** The compiled files are ASCII, so `latin1` decodes them exactly, and fastest. */
async function readIfThere(url: URL): Promise<string | undefined> {
  try {
    return await readFile(url, 'latin1');
  } catch {
    return undefined;
  }
}
