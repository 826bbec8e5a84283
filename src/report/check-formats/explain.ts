import type { CheckedModel, CheckFinding, CheckResult } from '../../domain/check.ts';
import type { LicenseRuleId, Obligation } from '../../domain/license.ts';
import type { LicensePolicy } from '../../domain/license-policy.ts';
import { LICENSE_RULES } from '../../license/rules.ts';
import { printable } from '../../units/printable.ts';
import { type Block, bullets, paragraph } from '../blocks.ts';
import { renderBlocks } from '../formats/render-table.ts';
import { upperFirst } from '../i18n/en/upper-first.ts';
import { plainPaint } from '../layout/paint.ts';
import { policySentence } from './blocks.ts';
import type { CheckFormatOptions } from './options.ts';
import { showPlace } from './place.ts';
import type { CheckSpeaker } from './speaker.ts';
import { speakerFor } from './speakers.ts';

/** What a rule means and what to do about it. */
export function explainRule(rule: LicenseRuleId, options: CheckFormatOptions): string {
  const { texts } = speakerFor(options.locale);
  const { summary, help } = texts.rules[rule];
  const { name, level } = LICENSE_RULES[rule];
  const blocks = [
    ...paragraph('', `${rule} ${name} (${texts.level[level]})`),
    ...paragraph('', summary),
    ...paragraph(texts.labels.remedy, help),
  ];
  return renderBlocks(blocks, options, plainPaint);
}

/** Everything that led to the verdicts of these models: places, chain, terms, facts, proofs, findings. */
export function explainModels(
  models: readonly CheckedModel[],
  result: CheckResult,
  policy: LicensePolicy,
  options: CheckFormatOptions,
): string {
  const speaker = speakerFor(options.locale);
  const { labels } = speaker.texts;
  const blocks = [
    ...models.flatMap((model) => explainModel(model, result, speaker)),
    ...bullets(labels.facts, factLines(policy)),
    ...paragraph(labels.policy, policySentence(result, speaker)),
    ...paragraph('', speaker.texts.sentences.notLegalAdvice),
  ];
  return renderBlocks(blocks, options, plainPaint);
}

function explainModel(model: CheckedModel, result: CheckResult, speaker: CheckSpeaker): readonly Block[] {
  const { labels, status, kind } = speaker.texts;
  const { verdict } = model;
  const paths = new Set(model.places.map(({ path }) => path));
  const findings = result.findings.filter(
    (finding) => finding.model === model.id && (finding.place === null || paths.has(finding.place.path)),
  );
  const licenses = result.licenses.filter(({ id }) => verdict.ids.includes(id));
  const head = [
    speaker.figures.term('verdict', verdict.verdict),
    status[model.status],
    ...model.kinds.map((id) => kind[id]),
  ];
  return [
    ...paragraph(labels.model, `${printable(model.id)} (${head.join(', ')})`),
    ...paragraph('', verdict.expression),
    ...bullets(labels.places, model.places.map(showPlace)),
    ...bullets(labels.writtenAs, model.writtenAs.map(printable)),
    ...bullets(labels.candidates, model.candidates.map(printable)),
    ...bullets(labels.bases, model.bases.map(printable)),
    ...bullets(
      labels.licenses,
      licenses.map(({ id, name, category, evidenceGrade, url, source }) =>
        [`${id}: ${name} (${category})`, url, `${labels.source} ${source} (${evidenceGrade})`]
          .filter((part) => part !== null)
          .join('; '),
      ),
    ),
    ...bullets(labels.overrides, model.overrides.map(printable)),
    ...bullets(
      labels.duties,
      verdict.obligations.map((duty) => dutyLine(duty, speaker)),
    ),
    ...bullets(
      labels.findings,
      findings.map((finding) => findingLine(finding, speaker)),
    ),
  ];
}

function dutyLine(duty: Obligation, speaker: CheckSpeaker): string {
  const { sentences } = speaker.texts;
  const state = duty.proof === undefined ? sentences.open : sentences.proven(printable(duty.proof.reference));
  const clause = duty.clause === undefined ? '' : `, ${duty.clause}`;
  return `${duty.license}${clause}: ${speaker.obligation(duty)} (${duty.code}); ${state}`;
}

function findingLine(finding: CheckFinding, speaker: CheckSpeaker): string {
  const { labels, level, findingStatus } = speaker.texts;
  const remedy = speaker.remedy(finding);
  const waiver = finding.waivedBy === undefined ? '' : ` ${finding.waivedBy}`;
  const state = finding.status === 'open' ? '' : `, ${findingStatus[finding.status]}${waiver}`;
  return [
    `${finding.rule} (${level[finding.level]}${state}) ${upperFirst(speaker.message(finding))}`,
    ...(finding.place === null ? [] : [showPlace(finding.place)]),
    ...(remedy === '' ? [] : [`${labels.remedy}: ${remedy}`]),
    `${labels.fingerprint} ${finding.fingerprint}`,
  ].join('; ');
}

/** Stated facts, and those only assumed, marked with a question mark. */
function factLines({ profile, assume }: LicensePolicy): readonly string[] {
  const stated = Object.entries(profile).map(([name, value]) => `${name}: ${show(value)}`);
  const assumed = Object.entries(assume)
    .filter(([name]) => profile[name] === undefined)
    .map(([name, value]) => `${name}: ${show(value)}?`);
  return [...stated, ...assumed].sort();
}

function show(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
