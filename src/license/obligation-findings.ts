import type { FindingLevel, LicenseFinding, LicenseRuleId, Obligation } from '../domain/license.ts';
import { type ObligationClass, obligationClass, parseObligation } from './obligation-kinds.ts';

const LEVEL_OF = {
  deliverable: 'error',
  permission: 'error',
  conduct: 'warning',
} as const satisfies Readonly<Record<ObligationClass, FindingLevel>>;

/** What a check says about duties nobody has shown to be met. */
export function findOpenObligations(obligations: readonly Obligation[]): readonly LicenseFinding[] {
  return obligations
    .filter((obligation) => obligation.state === 'open')
    .map((obligation): LicenseFinding => {
      const rule: LicenseRuleId = parseObligation(obligation.code).kind === 'name-prefix' ? 'LLA008' : 'LLA003';
      return {
        rule,
        level: obligation.weight === 'standard-notice' ? 'note' : LEVEL_OF[obligationClass(obligation.code)],
        kind: 'obligation',
        license: obligation.license,
        ...(obligation.clause === undefined ? {} : { clause: obligation.clause }),
        args: { code: obligation.code },
      };
    });
}
