import { type CatalogFinding, formatFinding } from '../catalog/finding.ts';
import { loadDetailedCatalog } from '../catalog/load.ts';
import { overlayCatalog } from '../catalog/overlay.ts';
import { AdvisorError } from '../domain/problem.ts';
import type { Outcome } from './command.ts';
import { formatProblems } from './errors.ts';
import { EXIT } from './exit.ts';
import type { Io } from './io.ts';

/** Checks files or folders of a user's own as they would be laid over the catalog. Every finding of every path; exit 3 when one is an error. */
export async function lintPaths(paths: readonly string[], io: Io): Promise<Outcome> {
  const base = await loadDetailedCatalog();
  const findings: CatalogFinding[] = [];
  let errors = 0;
  for (const path of paths) {
    try {
      overlayCatalog(base, [path], (finding) => findings.push(finding));
    } catch (error) {
      if (!(error instanceof AdvisorError)) throw error;
      errors += error.problems.length;
      io.stderr.write(formatProblems(error.problems, error.kind, 'text'));
    }
  }
  const lines = findings.map((finding) => `${formatFinding(finding)}\n`).join('');
  const summary = `${counted(paths.length, 'path')}, ${counted(errors, 'error')}, ${counted(findings.length, 'warning or note', 'warnings and notes')}\n`;
  return { output: `${lines}${summary}`, exitCode: errors > 0 ? EXIT.inputFile : EXIT.answered };
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
