import * as z from 'zod';
import type { Profile } from '../../domain/profile.ts';
import { type Authored, authoredExtras, tokensValue } from './common.ts';

const USE_CASES = ['chat', 'code', 'reasoning', 'agent', 'rag', 'translate', 'vision', 'embedding'] as const;
const MODEL_ROLES = ['base', 'instruct', 'reasoning', 'coder', 'vision', 'embedding', 'reranker', 'guard'] as const;
const ABILITY_IDS = ['general', 'code', 'reasoning', 'agent', 'zh', 'en', 'vision', 'embedding'] as const;
const CRITERION_IDS = [
  'quality',
  'language',
  'speed',
  'ttft',
  'context',
  'headroom',
  'license',
  'engine',
  'recency',
] as const;

const weight = z.number().nonnegative();
const seconds = z.number().positive();
const positiveTokens = tokensValue.refine((value) => value > 0, 'expected more than 0 tokens');

/** The whole of `catalog/profiles/<use-case>.yaml`. Every criterion needs a weight; 0 leaves it out. */
export const ProfileSchema: z.ZodType<Authored<Profile>> = z.strictObject({
  id: z.enum(USE_CASES),
  weights: z.record(z.enum(CRITERION_IDS), weight),
  abilities: z.partialRecord(z.enum(ABILITY_IDS), weight),
  roles: z.array(z.enum(MODEL_ROLES)).min(1),
  needs: z.strictObject({
    tools: z.literal('yes').exactOptional(),
    vision: z.literal('yes').exactOptional(),
    fim: z.literal('yes').exactOptional(),
    minTokensPerSecond: z.number().nonnegative(),
    enoughTokensPerSecond: z.number().positive(),
    goodTimeToFirstTokenSeconds: seconds,
    badTimeToFirstTokenSeconds: seconds,
    maxTimeToFirstTokenSeconds: seconds,
  }),
  defaults: z.strictObject({
    contextTokens: positiveTokens,
    promptTokens: positiveTokens,
    outputTokens: positiveTokens,
  }),
  thinkingTokens: z.int().nonnegative(),
  ...authoredExtras,
});
