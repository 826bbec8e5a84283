import type { NotableRejection } from '../domain/result.ts';
import type { AdviceContext } from './context.ts';
import { baseQuality } from './quality.ts';
import { compareText } from './rank.ts';
import type { ModelOutcome } from './survey.ts';

/** How many rejected models are explained by name. */
const NOTABLE = 6;
/** Rejections nobody wonders about. */
const EXPECTED: readonly string[] = ['filtered-out', 'role-mismatch', 'withdrawn'];

/** The rejected models a reader would ask about: the best of them by quality for this use case, current ones first. */
export function notableRejections(
  outcomes: readonly ModelOutcome[],
  context: AdviceContext,
): readonly NotableRejection[] {
  return outcomes
    .flatMap((outcome) => {
      const code = outcome.kind === 'rejected' ? outcome.reasons[0]?.code : undefined;
      if (
        outcome.kind !== 'rejected' ||
        code === undefined ||
        EXPECTED.includes(code) ||
        outcome.model.status !== 'current'
      )
        return [];
      return [{ outcome, quality: baseQuality(outcome.model, context.profile, context.request.languages).typical }];
    })
    .sort((a, b) => b.quality - a.quality || compareText(a.outcome.model.id, b.outcome.model.id))
    .slice(0, NOTABLE)
    .map(({ outcome }) => ({ model: outcome.model.id, reasons: outcome.reasons }));
}
