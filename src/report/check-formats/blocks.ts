import type { CheckedModel, CheckFinding, CheckResult, Place } from '../../domain/check.ts';
import type { LicenseVerdict } from '../../domain/license.ts';
import { printable } from '../../units/printable.ts';
import { type Block, bullets, paragraph } from '../blocks.ts';
import { upperFirst } from '../i18n/en/upper-first.ts';
import type { Tone } from '../layout/paint.ts';
import type { Cell, Column } from '../layout/table.ts';
import { groupFindings } from './groups.ts';
import { showPlace } from './place.ts';
import type { CheckSpeaker } from './speaker.ts';

const VERDICT_TONES = {
  allowed: 'good',
  conditional: 'careful',
  denied: 'bad',
  unknown: 'careful',
} as const satisfies Readonly<Record<LicenseVerdict['verdict'], Tone>>;
const STATUS_TONES = {
  pass: 'good',
  fail: 'bad',
  waived: 'muted',
  baseline: 'muted',
} as const satisfies Readonly<Record<CheckedModel['status'], Tone>>;

/** What a check says to people, before any format. */
export function checkBlocks(result: CheckResult, speaker: CheckSpeaker): readonly Block[] {
  const { labels, sentences } = speaker.texts;
  const { summary, models, hosted, unread } = result;
  const judged = models.filter(({ kinds }) => kinds[0] !== 'mention');
  const mentions = models.filter(({ kinds }) => kinds[0] === 'mention');
  const accepted = summary.waived + summary.baseline;
  return [
    ...(judged.length === 0 ? paragraph('', sentences.nothing) : [modelTable(judged, speaker)]),
    ...findingLists(result, speaker),
    ...bullets(labels.duties, provenDuties(judged, speaker)),
    ...bullets(
      labels.hosted,
      hosted.map(
        ({ provider, name, places }) => `${printable(name)} (${printable(provider)}), ${where(places, speaker)}`,
      ),
    ),
    ...bullets(
      labels.mentions,
      cut(
        mentions.map(({ id, places }) => `${printable(id)}, ${where(places, speaker)}`),
        speaker,
      ),
    ),
    ...bullets(
      labels.unread,
      unread.map(
        ({ file, line, code }) =>
          `${printable(file)}${line === undefined ? '' : `:${line}`}: ${speaker.texts.unread[code]}`,
      ),
    ),
    ...paragraph('', accepted === 0 ? '' : sentences.accepted(summary.waived, summary.baseline)),
    ...paragraph('', summary.missingFacts.length === 0 ? '' : sentences.missingFacts(summary.missingFacts)),
    ...paragraph(labels.policy, policySentence(result, speaker)),
    ...paragraph(labels.summary, summaryText(result, speaker)),
    {
      kind: 'paragraph',
      label: labels.result,
      text: resultSentence(result, speaker),
      tone: result.passed ? 'good' : 'bad',
    },
    ...paragraph('', judged.length === 0 ? '' : sentences.notLegalAdvice),
  ];
}

const MAX_ASIDES = 10;

/** Lists of what does not count are kept short. */
function cut(items: readonly string[], { texts }: CheckSpeaker): readonly string[] {
  return items.length <= MAX_ASIDES
    ? items
    : [...items.slice(0, MAX_ASIDES - 1), texts.sentences.more(items.length - MAX_ASIDES + 1)];
}

export function policySentence({ policy }: CheckResult, { texts }: CheckSpeaker): string {
  if (policy.file === null) return texts.sentences.builtIn(policy.name);
  const file = texts.sentences.policyFile(printable(policy.file), policy.name);
  return policy.excluded.length === 0 ? file : `${file}. ${texts.sentences.excluded(policy.excluded.map(printable))}`;
}

export function summaryText({ summary }: CheckResult, { texts }: CheckSpeaker): string {
  const verdicts = texts.sentences.verdicts(summary);
  return summary.models === 0
    ? ''
    : `${texts.sentences.counts(summary)}${verdicts === '' ? '' : ` ${upperFirst(verdicts)}.`}`;
}

export function resultSentence({ passed, summary, request }: CheckResult, { texts }: CheckSpeaker): string {
  if (passed) return texts.sentences.passed;
  const empty = request.failOnEmpty && summary.models === 0 && summary.hosted === 0;
  return empty ? texts.sentences.empty : texts.sentences.failed(summary.open.error, summary.open.warning);
}

function modelTable(models: readonly CheckedModel[], speaker: CheckSpeaker): Block {
  const { labels } = speaker.texts;
  const columns: readonly Column[] = [
    { header: labels.model, shrinkTo: 16 },
    { header: labels.verdict },
    { header: labels.licenses, shrinkTo: 12 },
    { header: labels.status },
    { header: labels.places, shrinkTo: 16 },
  ];
  const rows = models.map((model): readonly Cell[] => [
    { text: printable(model.id) },
    { text: speaker.figures.term('verdict', model.verdict.verdict), tone: VERDICT_TONES[model.verdict.verdict] },
    { text: licensesText(model, speaker) },
    { text: speaker.texts.status[model.status], tone: STATUS_TONES[model.status] },
    { text: where(model.places, speaker) },
  ]);
  const first = (count: number) => ({ columns: columns.slice(0, count), rows: rows.map((row) => row.slice(0, count)) });
  return { kind: 'table', titles: 1, layouts: [first(5), first(4)] };
}

export function licensesText({ verdict }: CheckedModel, { texts }: CheckSpeaker): string {
  return verdict.ids.length === 0 ? texts.labels.none : verdict.ids.join(' + ');
}

/** The first place, and how many more there are. */
export function where(places: readonly Place[], { texts }: CheckSpeaker): string {
  const [first, ...rest] = places;
  if (first === undefined) return '';
  return `${showPlace(first)}${rest.length === 0 ? '' : ` ${texts.sentences.more(rest.length)}`}`;
}

/** One list a model, then one for what is about the policy, the lock or the catalog. */
function findingLists({ findings }: CheckResult, speaker: CheckSpeaker): readonly Block[] {
  const groups = groupFindings(findings.filter(({ kind }) => kind !== 'hosted'));
  const models = [...new Set(groups.map(({ finding }) => finding.model))];
  return models.flatMap((model) =>
    bullets(
      model === null ? speaker.texts.labels.policy : printable(model),
      groups.filter(({ finding }) => finding.model === model).map(({ finding }) => findingLine(finding, speaker)),
    ),
  );
}

function findingLine(finding: CheckFinding, speaker: CheckSpeaker): string {
  const { texts } = speaker;
  const remedy = finding.status === 'open' && finding.level !== 'note' ? speaker.remedy(finding) : '';
  const state =
    finding.status === 'open'
      ? texts.level[finding.level]
      : `${texts.level[finding.level]}, ${texts.findingStatus[finding.status]}${finding.waivedBy === undefined ? '' : ` ${finding.waivedBy}`}`;
  return `${finding.rule} (${state}) ${speaker.message(finding)}${remedy === '' ? '' : `; ${remedy}`}`;
}

function provenDuties(models: readonly CheckedModel[], speaker: CheckSpeaker): readonly string[] {
  const lines = models.flatMap(({ id, verdict }) =>
    verdict.obligations.flatMap((duty) =>
      duty.proof === undefined
        ? []
        : [
            `${printable(id)}: ${speaker.obligation(duty)}; ${speaker.texts.sentences.proven(printable(duty.proof.reference))}`,
          ],
    ),
  );
  return [...new Set(lines)];
}
