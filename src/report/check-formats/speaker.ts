import type { CheckFinding, CheckFindingKind } from '../../domain/check.ts';
import type { LicenseFinding, LicenseFindingKind, Obligation } from '../../domain/license.ts';
import { printable } from '../../units/printable.ts';
import { createExplainer } from '../explain.ts';
import type { Figures } from '../figures.ts';
import type { CheckTexts } from '../i18n/check/texts.ts';
import type { Explanations } from '../i18n/messages.ts';

/** Says what a check found in one language. What comes from scanned files is made printable. */
export interface CheckSpeaker {
  readonly texts: CheckTexts;
  readonly figures: Figures;
  /** A clause without a full stop. */
  readonly message: (finding: CheckFinding) => string;
  /** What would settle it; empty where there is nothing to do. */
  readonly remedy: (finding: CheckFinding) => string;
  readonly obligation: (obligation: Obligation) => string;
}

export function createSpeaker(explanations: Explanations, texts: CheckTexts): CheckSpeaker {
  const explainer = createExplainer(explanations);
  const own = texts.findings as Readonly<
    Partial<Record<CheckFindingKind, (finding: CheckFinding, f: Figures) => string>>
  >;
  return {
    texts,
    figures: explainer.figures,
    message: (finding) => {
      const text = own[finding.kind];
      return printable(
        text === undefined ? explainer.licenseFinding(asLicenseFinding(finding)) : text(finding, explainer.figures),
      );
    },
    remedy: (finding) => printable(texts.remedies[finding.kind](finding, explainer.figures)),
    obligation: (obligation) => printable(explainer.obligation(obligation)),
  };
}

/** Kinds that the check adds have texts of their own, so that only those of the judge are left. */
function asLicenseFinding(finding: CheckFinding): LicenseFinding {
  return { ...finding, kind: finding.kind as LicenseFindingKind };
}
