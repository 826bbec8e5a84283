import { writeFileSync } from 'node:fs';
import type { SourceText } from '../catalog/collect.ts';
import { collect } from '../catalog/collect.ts';
import { compileCatalog } from '../catalog/compile.ts';
import { formatFinding } from '../catalog/finding.ts';
import { LINT_RULES } from '../catalog/lint/registry.ts';
import { readCatalogFiles, sha256, today } from './catalog-files.ts';
import { isMain } from './main.ts';

/** `npm run catalog:lint [-- --fix]`: every finding of every file; 1 when any is an error. `--fix` first puts right what is mechanical. */
function lintCatalog(root: string, fix: boolean): number {
  let files = readCatalogFiles(root);
  if (fix) {
    const fixed = fixFiles(files);
    for (const path of fixed) process.stdout.write(`fixed ${path}\n`);
    files = readCatalogFiles(root);
  }
  const { findings } = compileCatalog(files, { sha256, today: today(), style: true });
  for (const finding of findings) process.stdout.write(`${formatFinding(finding)}\n`);
  const errors = findings.filter((finding) => finding.level === 'error').length;
  process.stdout.write(`${files.length} files, ${errors} errors, ${findings.length - errors} warnings and notes\n`);
  return errors > 0 ? 1 : 0;
}

function fixFiles(files: readonly SourceText[]): readonly string[] {
  return files
    .filter((file) => {
      const text = fixText(file);
      if (text === file.text) return false;
      writeFileSync(file.path, text);
      return true;
    })
    .map((file) => file.path);
}

/** All fixers of one file, each on the text that the one before it left. Files that cannot be read stay as they are. */
export function fixText(source: SourceText): string {
  let current = source;
  for (const rule of LINT_RULES) {
    if (rule.scope !== 'file' || !('fix' in rule)) continue;
    const [file] = collect([current], false).files;
    if (file !== undefined) current = { ...current, text: rule.fix(file) };
  }
  return current.text;
}

if (isMain(import.meta.url)) process.exitCode = lintCatalog('catalog', process.argv.includes('--fix'));
