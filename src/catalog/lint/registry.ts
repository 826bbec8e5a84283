import { aliasesUnique } from './aliases-unique.ts';
import type { LintRule } from './contract.ts';
import { datesPast } from './dates-past.ts';
import { devicePlausible } from './device-plausible.ts';
import { entriesSorted } from './entries-sorted.ts';
import { fileNamedById } from './file-named-by-id.ts';
import { fileSizes } from './file-sizes.ts';
import { gatesReachable } from './gates-reachable.ts';
import { ggufArchitecture } from './gguf-architecture.ts';
import { hostBandwidth } from './host-bandwidth.ts';
import { idsUnique } from './ids-unique.ts';
import { ladderGated } from './ladder-gated.ts';
import { licenseKnown } from './license-known.ts';
import { licenseLineage } from './license-lineage.ts';
import { lineageExists } from './lineage-exists.ts';
import { modelDimensions } from './model-dimensions.ts';
import { modelSources } from './model-sources.ts';
import { parametersComputed } from './parameters-computed.ts';
import { parametersPublished } from './parameters-published.ts';
import { profileBalanced } from './profile-balanced.ts';
import { quantizationConsistent } from './quantization-consistent.ts';
import { schemaLine } from './schema-line.ts';
import { scoresKnown } from './scores-known.ts';
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
  parametersComputed,
  parametersPublished,
  modelDimensions,
  modelSources,
  scoresKnown,
  lineageExists,
  licenseLineage,
  ggufArchitecture,
  fileSizes,
  devicePlausible,
  hostBandwidth,
  quantizationConsistent,
  gatesReachable,
  ladderGated,
  profileBalanced,
] as const satisfies readonly LintRule[];
