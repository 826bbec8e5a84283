import type { Finding } from '../domain/hardware.ts';
import type { LicenseFinding, Obligation } from '../domain/license.ts';
import type { Reason } from '../domain/reason.ts';
import type { Unlock } from '../domain/result.ts';
import { parseObligation } from '../license/obligation-kinds.ts';
import { createFigures, type Figures } from './figures.ts';
import type { Explanations } from './i18n/messages.ts';

/** Turns codes with arguments into clauses of one language, without a full stop. */
export interface Explainer {
  readonly figures: Figures;
  readonly reason: (reason: Reason) => string;
  readonly finding: (finding: Finding) => string;
  readonly licenseFinding: (finding: LicenseFinding) => string;
  readonly obligation: (obligation: Obligation) => string;
  readonly change: (change: Unlock['change']) => string;
}

/** A finding of a newer snapshot may have a code this version does not know: its code and arguments are shown. */
function unknownFinding(finding: Finding): string {
  const args = Object.entries(finding.args).map(([name, value]) => `${name}=${value}`);
  return [finding.code, ...args].join(' ');
}

type Text = (args: unknown, f: Figures) => string;

/** `names`: of models and devices by id; see `namesOf`. */
export function createExplainer(words: Explanations, names?: ReadonlyMap<string, string>): Explainer {
  const figures = createFigures(words, names);
  // The tables are complete by type; the union of argument types is what TypeScript cannot follow here.
  const reasons = words.reasons as unknown as Readonly<Record<string, Text>>;
  const changes = words.changes as unknown as Readonly<Record<string, Text>>;
  const findings = words.findings as unknown as Readonly<Record<string, Text>>;
  return {
    figures,
    reason: (reason) => reasons[reason.code]?.(reason.args, figures) ?? reason.code,
    finding: (finding) => findings[finding.code]?.(finding.args, figures) ?? unknownFinding(finding),
    licenseFinding: (finding) => words.licenseFindings[finding.kind](finding, figures),
    obligation: (obligation) => {
      const { kind, argument } = parseObligation(obligation.code);
      return words.obligations[kind](argument);
    },
    change: (change) => changes[change.kind]?.(change, figures) ?? change.kind,
  };
}
