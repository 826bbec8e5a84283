import { aliasesUnique } from './aliases-unique.ts';
import type { LintRule } from './contract.ts';
import { datesPast } from './dates-past.ts';
import { devicePlausible } from './device-plausible.ts';
import { entriesSorted } from './entries-sorted.ts';
import { fileNamedById } from './file-named-by-id.ts';
import { gatesReachable } from './gates-reachable.ts';
import { hostBandwidth } from './host-bandwidth.ts';
import { idsUnique } from './ids-unique.ts';
import { ladderGated } from './ladder-gated.ts';
import { licenseKnown } from './license-known.ts';
import { profileBalanced } from './profile-balanced.ts';
import { quantizationConsistent } from './quantization-consistent.ts';
import { schemaLine } from './schema-line.ts';
import { sourcesGiven } from './sources-given.ts';

/** Every rule, in the order they run. */
export const LINT_RULES = [
  schemaLine,
  fileNamedById,
  entriesSorted,
  idsUnique,
  aliasesUnique,
  sourcesGiven,
  datesPast,
  licenseKnown,
  devicePlausible,
  hostBandwidth,
  quantizationConsistent,
  gatesReachable,
  ladderGated,
  profileBalanced,
] as const satisfies readonly LintRule[];
