import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCatalog } from '../catalog/compile.ts';
import { formatFinding } from '../catalog/finding.ts';
import { asciiJson, packCatalog } from '../catalog/pack.ts';
import { readCatalogFiles, sha256, today } from './catalog-files.ts';
import { isMain } from './main.ts';

/**
 * Compiles the authored files of `source` into `target/catalog.json` and `target/catalog-details.json`; equal files give equal bytes.
 * Findings go to stderr. Returns whether it failed, in which case nothing is written.
 */
export async function writeCatalog(source: string, target: string): Promise<boolean> {
  const { catalog, details, findings } = compileCatalog(readCatalogFiles(source), { sha256, today: today() });
  for (const finding of findings) process.stderr.write(`${formatFinding(finding)}\n`);
  if (catalog === undefined || details === undefined) {
    const errors = findings.filter((finding) => finding.level === 'error').length;
    process.stderr.write(`The catalog has ${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was written.\n`);
    return true;
  }
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'catalog.json'), `${asciiJson(packCatalog(catalog))}\n`);
  writeFileSync(join(target, 'catalog-details.json'), `${asciiJson(details)}\n`);
  return false;
}

if (isMain(import.meta.url)) process.exitCode = (await writeCatalog('catalog', 'dist')) ? 1 : 0;
