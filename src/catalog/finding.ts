export type CatalogLevel = 'error' | 'warning' | 'info';

/** One thing that is wrong, or worth knowing, about an authored catalog file. `line` and `column` count from 1. */
export interface CatalogFinding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly level: CatalogLevel;
  /** Id of the lint rule, or of the schema check: see `LINT_RULES` and `SCHEMA_CHECKS`. */
  readonly rule: string;
  readonly message: string;
  /** What to do about it, where that is known. */
  readonly tip?: string;
}

/** Checks that run before any lint rule, with what each stands for. */
export const SCHEMA_CHECKS = {
  'yaml-syntax': 'The file is not valid YAML, nests too deeply or repeats aliases too often.',
  'duplicate-key': 'A map has the same key twice.',
  'unknown-file': 'The file has no place in the catalog.',
  'unknown-key': 'A key that the schema does not know.',
  'missing-key': 'A key that the schema asks for is missing.',
  'wrong-type': 'A value of the wrong type.',
  'wrong-value': 'A value outside what the schema allows.',
  expansion: 'An entry that inherits or abbreviates cannot be expanded.',
  'unneeded-exception': 'A lint exception that excuses nothing.',
  override: 'An overlay replaces a built-in entry.',
} as const satisfies Readonly<Record<string, string>>;
export type SchemaCheck = keyof typeof SCHEMA_CHECKS;

/** By file, line, column, rule, message: any order of files and rules gives the same list. */
export function compareFindings(a: CatalogFinding, b: CatalogFinding): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** Code-unit order: independent of locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `models/qwen.yaml:12:5 error unknown-key: … (tip)`. */
export function formatFinding(finding: CatalogFinding): string {
  const tip = finding.tip === undefined ? '' : ` (${finding.tip})`;
  return `${finding.file}:${finding.line}:${finding.column} ${finding.level} ${finding.rule}: ${finding.message}${tip}`;
}
