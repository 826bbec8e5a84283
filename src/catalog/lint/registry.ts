import { aliasesUnique } from './aliases-unique.ts';
import type { LintRule } from './contract.ts';
import { entriesSorted } from './entries-sorted.ts';
import { fileNamedById } from './file-named-by-id.ts';
import { idsUnique } from './ids-unique.ts';
import { schemaLine } from './schema-line.ts';

/** Every rule, in the order they run within their scope. */
export const LINT_RULES = [
  schemaLine,
  fileNamedById,
  entriesSorted,
  idsUnique,
  aliasesUnique,
] as const satisfies readonly LintRule[];
