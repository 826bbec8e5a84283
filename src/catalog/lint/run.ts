import type { CatalogFinding } from '../finding.ts';
import type { NodePath } from '../yaml-file.ts';
import type { AnyEntryRule, LintCatalog, LintEntry, LintFile, LintReport, LintRule } from './contract.ts';

/** Runs all rules, file scope first, and takes away what an entry's own exceptions excuse. */
export function runLint(
  rules: readonly LintRule[],
  catalog: LintCatalog,
  options: { readonly style: boolean },
): readonly CatalogFinding[] {
  const findings: CatalogFinding[] = [];
  const excused = new Set<string>();
  const report = (
    rule: LintRule,
    file: LintFile,
    base: NodePath,
    entry: LintEntry | undefined,
    found: LintReport,
  ): void => {
    if (entry !== undefined && excuse(entry, rule.id, excused)) return;
    const path = [...base, ...(found.at ?? [])];
    const place = found.onStart
      ? { line: 1, column: 1 }
      : found.onKey
        ? file.yaml.locateKey(path)
        : file.yaml.locate(path);
    findings.push({
      file: file.yaml.path,
      ...place,
      level: rule.level,
      rule: rule.id,
      message: entry === undefined ? found.message : `${entry.id}: ${found.message}`,
      ...(found.tip === undefined ? {} : { tip: found.tip }),
    });
  };
  const active = rules.filter((rule) => options.style || rule.style !== true);
  for (const rule of active) {
    if (rule.scope === 'file') {
      for (const file of catalog.files) for (const found of rule.check(file)) report(rule, file, [], undefined, found);
    } else if (rule.scope === 'entry') {
      for (const entry of catalog.entries(rule.section)) {
        for (const found of checkEntry(rule, entry, catalog)) report(rule, entry.file, entry.at, entry, found);
      }
    } else {
      for (const found of rule.check(catalog)) report(rule, found.entry.file, found.entry.at, found.entry, found);
    }
  }
  return [...findings, ...unneededExceptions(catalog, rules, new Set(active), excused)];
}

/** `catalog.entries(rule.section)` holds exactly the entries that the rule's own check takes. */
function checkEntry(rule: AnyEntryRule, entry: LintEntry, catalog: LintCatalog): Iterable<LintReport> {
  return (rule.check as (entry: LintEntry, catalog: LintCatalog) => Iterable<LintReport>)(entry, catalog);
}

const excuseKey = (entry: LintEntry, rule: string): string => `${entry.section}\0${entry.id}\0${rule}`;

function excuse(entry: LintEntry, rule: string, excused: Set<string>): boolean {
  if (!exceptionsOf(entry).some((exception) => exception.rule === rule)) return false;
  excused.add(excuseKey(entry, rule));
  return true;
}

interface Exception {
  readonly rule: string;
  /** Key that holds the list, and place in it. */
  readonly at: NodePath;
}

function exceptionsOf(entry: LintEntry): readonly Exception[] {
  const authored: object = entry.section === 'models' ? (entry as LintEntry<'models'>).value.authored : entry.value;
  for (const key of ['lintExceptions', 'exceptions']) {
    const list: unknown = (authored as Readonly<Record<string, unknown>>)[key];
    if (Array.isArray(list))
      return list.map((item: { readonly rule: string }, index) => ({ rule: item.rule, at: [key, index] }));
  }
  return [];
}

/** Debt can only shrink: an exception that excuses nothing is an error. */
function unneededExceptions(
  catalog: LintCatalog,
  rules: readonly LintRule[],
  active: ReadonlySet<LintRule>,
  excused: ReadonlySet<string>,
): readonly CatalogFinding[] {
  const findings: CatalogFinding[] = [];
  for (const section of catalog.sections) {
    for (const entry of catalog.entries(section)) {
      for (const exception of exceptionsOf(entry)) {
        if (excused.has(excuseKey(entry, exception.rule))) continue;
        const known = rules.find((rule) => rule.id === exception.rule);
        if (known !== undefined && !active.has(known)) continue;
        findings.push({
          file: entry.file.yaml.path,
          ...entry.file.yaml.locate([...entry.at, ...exception.at]),
          level: 'error',
          rule: 'unneeded-exception',
          message: `${entry.id}: ${known !== undefined ? `nothing to excuse: rule "${exception.rule}" finds no fault here` : `there is no rule "${exception.rule}"`}`,
          tip: known !== undefined ? 'remove the exception' : `rules: ${rules.map((rule) => rule.id).join(', ')}`,
        });
      }
    }
  }
  return findings;
}
