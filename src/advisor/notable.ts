import type { NotableRejection } from '../domain/result.ts';
import type { AdviceContext } from './context.ts';
import { baseQuality } from './quality.ts';
import { compareText } from './rank.ts';
import type { RejectedModel } from './survey.ts';

/** How many rejected models are explained by name. */
const NOTABLE = 6;
/** Rejections nobody wonders about. */
const EXPECTED: readonly string[] = ['filtered-out', 'role-mismatch', 'withdrawn'];

/** The rejected models a reader would ask about: the best of them by quality for this use case, current ones only. */
export function notableRejections(
  rejected: readonly RejectedModel[],
  context: AdviceContext,
): readonly NotableRejection[] {
  return rejected
    .filter(({ model, code }) => !EXPECTED.includes(code) && model.status === 'current')
    .map((lost) => ({ lost, quality: baseQuality(lost.model, context.profile, context.request.languages).typical }))
    .sort((a, b) => b.quality - a.quality || compareText(a.lost.model.id, b.lost.model.id))
    .slice(0, NOTABLE)
    .map(({ lost }) => ({ model: lost.model.id, reasons: lost.reasons() }));
}
