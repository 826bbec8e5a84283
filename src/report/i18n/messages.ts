import type { LicenseFinding, LicenseFindingKind } from '../../domain/license.ts';
import type { ReasonArgs, ReasonCode } from '../../domain/reason.ts';
import type { HardwareFindingArgs } from '../../domain/reasons/hardware.ts';
import type { Unlock } from '../../domain/result.ts';
import type { ObligationKindId } from '../../license/obligation-kinds.ts';
import type { Figures } from '../figures.ts';
import type { Labels } from './labels.ts';
import type { Sentences } from './sentences.ts';
import type { ShowWords } from './show.ts';
import type { Terms } from './terms.ts';

/** One text a code; a missing code does not compile. Texts are clauses without a full stop. */
export type Texts<Args> = { readonly [C in keyof Args]: (args: Args[C], f: Figures) => string };

type ReasonTexts = { readonly [C in ReasonCode]: (args: ReasonArgs[C], f: Figures) => string };
export type FindingTexts = Texts<HardwareFindingArgs>;
export type LicenseFindingTexts = {
  readonly [K in LicenseFindingKind]: (finding: LicenseFinding, f: Figures) => string;
};
/** `argument` is what follows the colon of the code: `Built with Llama` of `display:Built with Llama`. */
export type ObligationTexts = { readonly [K in ObligationKindId]: (argument: string) => string };

type Change = Unlock['change'];

/** The clause that names one change, by its kind. */
export type ChangeTexts = {
  readonly [K in Change['kind']]: (change: Extract<Change, { kind: K }>, f: Figures) => string;
};

/** Everything that explains a code; what the JSON needs in English. */
export interface Explanations {
  readonly reasons: ReasonTexts;
  readonly findings: FindingTexts;
  readonly licenseFindings: LicenseFindingTexts;
  readonly obligations: ObligationTexts;
  readonly changes: ChangeTexts;
  readonly terms: Terms;
  readonly list: (items: readonly string[]) => string;
}

/** One language, complete. */
export interface Messages extends Explanations {
  readonly labels: Labels;
  readonly sentences: Sentences;
  readonly show: ShowWords;
}
