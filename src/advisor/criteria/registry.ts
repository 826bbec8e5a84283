import type { CriterionId } from '../../domain/profile.ts';
import { context } from './context.ts';
import type { Criterion } from './criterion.ts';
import { engine } from './engine.ts';
import { headroom } from './headroom.ts';
import { language } from './language.ts';
import { license } from './license.ts';
import { quality } from './quality.ts';
import { recency } from './recency.ts';
import { speed } from './speed.ts';
import { ttft } from './ttft.ts';

/** Every criterion, by id. Adding one: its file, a line here, a weight in each profile. */
export const CRITERIA = {
  quality,
  language,
  speed,
  ttft,
  context,
  headroom,
  license,
  engine,
  recency,
} as const satisfies Record<CriterionId, Criterion>;

export const CRITERION_IDS = Object.keys(CRITERIA) as readonly CriterionId[];
