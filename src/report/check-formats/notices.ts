import type { CheckedLicense, CheckResult } from '../../domain/check.ts';
import type { Obligation } from '../../domain/license.ts';
import { type ObligationKindId, parseObligation } from '../../license/obligation-kinds.ts';
import { printable } from '../../units/printable.ts';
import { upperFirst } from '../i18n/en/upper-first.ts';
import { english } from './english.ts';

/** Duties that a notice file meets or has to tell of. */
const TOLD: ReadonlySet<ObligationKindId> = new Set<ObligationKindId>([
  'license-copy',
  'notice-file',
  'display',
  'attribution',
  'acknowledge',
  'mark-changes',
  'model-card-keep',
  'pass-on-restrictions',
  'share-alike',
  'copyleft',
  'source-offer',
]);

interface Owed {
  readonly license: CheckedLicense;
  readonly models: readonly string[];
  readonly duties: readonly Obligation[];
}

/** What is owed for each license: only of models that may be used. */
function owedBy(result: CheckResult): readonly Owed[] {
  return result.licenses.flatMap((license): readonly Owed[] => {
    const carriers = result.models.filter(
      ({ kinds, verdict }) =>
        kinds[0] !== 'mention' && verdict.verdict !== 'denied' && verdict.ids.includes(license.id),
    );
    if (carriers.length === 0) return [];
    const duties = carriers
      .flatMap(({ verdict }) => verdict.obligations)
      .filter((duty) => duty.license === license.id && TOLD.has(parseObligation(duty.code).kind));
    const unique = [...new Map(duties.map((duty) => [duty.code, duty])).values()];
    return [{ license, models: [...new Set(carriers.map(({ id }) => id))].sort(), duties: unique }];
  });
}

const RULE = '-'.repeat(72);

function section({ license, models, duties }: Owed): readonly string[] {
  const texts = duties.flatMap(({ code }) => {
    const { kind, argument } = parseObligation(code);
    if (kind === 'display' || kind === 'acknowledge') return [argument];
    return kind === 'notice-file' && license.noticeText !== null ? [license.noticeText] : [];
  });
  const remaining = duties.filter(
    ({ code }) => !['display', 'acknowledge', 'notice-file'].includes(parseObligation(code).kind),
  );
  const by = license.publisher === null ? '' : `, granted by ${license.publisher}`;
  return [
    RULE,
    '',
    ...models.map((model) => printable(model)),
    '',
    `${license.name}${license.spdx === null ? '' : ` (${license.spdx})`}${by}`,
    ...(license.url === null ? [] : [license.url]),
    ...(texts.length === 0 ? [] : ['', ...new Set(texts)]),
    ...(remaining.length === 0
      ? []
      : ['', 'Also due:', ...remaining.map((duty) => `- ${upperFirst(english.obligation(duty))}`)]),
    '',
  ];
}

/** Models whose license is not known well enough to write a notice, or that may not be used. */
function missing(result: CheckResult): readonly string[] {
  const left = result.models.filter(
    ({ kinds, verdict }) => kinds[0] !== 'mention' && (verdict.ids.length === 0 || verdict.verdict === 'denied'),
  );
  const lines = left.map(
    ({ id, verdict }) => `- ${printable(id)}: ${english.figures.term('verdict', verdict.verdict)}`,
  );
  return lines.length === 0 ? [] : [RULE, '', 'No notice is written for:', ...[...new Set(lines)].sort(), ''];
}

/** Text of a NOTICE file: every model in use with its license, the sentences its license asks for word by word, and what else is due. */
export function renderNotices(result: CheckResult): string {
  const owed = owedBy(result);
  return [
    'NOTICE',
    '',
    'This product uses or contains the following machine learning models.',
    '',
    ...(owed.length === 0 ? ['None.', ''] : owed.flatMap(section)),
    ...missing(result),
  ].join('\n');
}
