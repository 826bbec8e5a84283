import type { CheckedModel, CheckResult } from '../../domain/check.ts';
import { printable } from '../../units/printable.ts';
import { upperFirst } from '../i18n/en/upper-first.ts';
import { licensesText, policySentence, resultSentence, summaryText, where } from './blocks.ts';
import { type FindingGroup, groupFindings } from './groups.ts';
import type { CheckFormatter } from './options.ts';
import type { CheckSpeaker } from './speaker.ts';
import { speakerFor } from './speakers.ts';

/** By this a bot finds the comment it wrote before. */
export const COMMENT_MARKER = '<!-- llm-advisor-check -->';
/** A comment on GitHub holds 65 536 characters; some stay free for the frame. */
const MAX_LENGTH = 60_000;

/** Nothing in a cell reads as markup, mentions somebody or ends the row. */
function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|~#@]/g, '\\$&').replaceAll('\n', ' ');
}

function code(text: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)));
  const gap = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${text.replaceAll('|', '\\|')}${gap}${fence}`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(headers: readonly string[], rows: readonly string[]): readonly string[] {
  return rows.length === 0 ? [] : ['', row(headers), row(headers.map(() => '---')), ...rows];
}

function modelRow(model: CheckedModel, speaker: CheckSpeaker): string {
  return row([
    code(printable(model.id)),
    speaker.figures.term('verdict', model.verdict.verdict),
    cell(licensesText(model, speaker)),
    speaker.texts.status[model.status],
    cell(where(model.places, speaker)),
  ]);
}

function findingRow({ finding, places }: FindingGroup, speaker: CheckSpeaker): string {
  const state =
    finding.status === 'open'
      ? speaker.texts.level[finding.level]
      : `${speaker.texts.findingStatus[finding.status]}${finding.waivedBy === undefined ? '' : ` ${finding.waivedBy}`}`;
  return row([
    finding.rule,
    cell(state),
    finding.model === null ? '' : code(printable(finding.model)),
    cell(where(places, speaker)),
    cell(upperFirst(speaker.message(finding))),
    cell(upperFirst(speaker.remedy(finding))),
  ]);
}

/** As many rows as fit, and how many there are in all. */
function fitting(rows: readonly string[], room: number): readonly string[] {
  let used = 0;
  return rows.filter((line) => {
    used += line.length + 1;
    return used <= room;
  });
}

function made({ tool, catalog }: CheckResult): string {
  return `<!-- ${tool.name} ${tool.version}, catalog ${catalog.version} (${catalog.sha256.slice(0, 12)}) -->`;
}

/** A comment for a pull request or a step summary: the result first, then findings, then all models. */
export const format: CheckFormatter = (result, { locale }) => {
  const speaker = speakerFor(locale);
  const { labels, sentences } = speaker.texts;
  const { summary } = result;
  const groups = groupFindings(result.findings.filter(({ level, status }) => level !== 'note' || status !== 'open'));
  const models = result.models.filter(({ kinds }) => kinds[0] !== 'mention');
  const findingRows = fitting(
    groups.map((group) => findingRow(group, speaker)),
    MAX_LENGTH * 0.7,
  );
  const modelRows = fitting(
    models.map((model) => modelRow(model, speaker)),
    MAX_LENGTH * 0.25,
  );
  const missing = summary.missingFacts.length === 0 ? [] : ['', sentences.missingFacts(summary.missingFacts)];
  const facts = [resultSentence(result, speaker), summaryText(result, speaker)].filter((text) => text !== '');
  const lines = [
    COMMENT_MARKER,
    `## ${result.tool.name} check`,
    '',
    facts.join(' '),
    ...(models.length === 0 ? ['', sentences.nothing] : []),
    ...table([labels.rule, labels.level, labels.model, labels.location, labels.message, labels.remedy], findingRows),
    ...(findingRows.length < groups.length ? ['', sentences.cut(findingRows.length, groups.length)] : []),
    ...table([labels.model, labels.verdict, labels.licenses, labels.status, labels.places], modelRows),
    ...missing,
    '',
    `${labels.policy}: ${cell(policySentence(result, speaker))}`,
    '',
    sentences.notLegalAdvice,
    '',
    made(result),
    '',
  ];
  return lines.join('\n');
};
