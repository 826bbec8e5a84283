import type { CriterionResult, WhyResult } from '../../domain/result.ts';
import { trimDecimals } from '../../units/format.ts';
import { type Block, bullets, paragraph } from '../blocks.ts';
import type { Figures } from '../figures.ts';
import { howText, memoryText } from './cells.ts';
import { situation } from './machine.ts';
import { speedLines } from './plan.ts';
import { launchBlocks, licenseBlocks } from './recommend.ts';
import type { Words } from './words.ts';

/** One model, chosen or not: the outcome, the reasons, every criterion with its number and weight, and everything that was tried. */
export function viewWhy(result: WhyResult, words: Words): readonly Block[] {
  const { sentences, labels, figures, explain } = words;
  const { best, model } = result;
  return [
    ...situation(result.hardware, result.request, words),
    ...paragraph(labels.outcome, sentences.whyTitle(model.name, figures.term('outcome', result.outcome), result.rank)),
    ...bullets(
      labels.reasons,
      result.reasons.map((reason) => sentences.sentence([explain.reason(reason)])),
    ),
    ...(best === null
      ? []
      : [
          ...paragraph(
            labels.settings,
            [howText(best, words), `${memoryText(best.memory, best.placement, words).replace('\n', ' ')} GiB`].join(
              sentences.comma,
            ),
          ),
          criteriaTable(best.criteria, best.score, words),
          ...bullets(labels.speed, speedLines(best.speed, result.request.users, words)),
        ]),
    ...(result.tried.length === 0 ? [] : [triedTable(result, words)]),
    ...(best === null ? [] : [...launchBlocks(best.launch, words), ...licenseBlocks(best.license, words)]),
  ];
}

function valueText({ value, unit }: CriterionResult, figures: Figures): string {
  if (value === null) return '';
  const text = typeof value === 'number' ? trimDecimals(value, Math.abs(value) < 10 ? 2 : 0) : value;
  return unit === null ? text : `${text} ${figures.term('unit', unit)}`;
}

function criteriaTable(criteria: readonly CriterionResult[], score: number, { labels, figures }: Words): Block {
  const rows = criteria.map((criterion) => [
    { text: figures.term('criterion', criterion.id) },
    { text: valueText(criterion, figures) },
    { text: criterion.score === null ? '' : criterion.score.toFixed(2) },
    { text: figures.percent(criterion.weight) },
  ]);
  return {
    kind: 'table',
    titles: 1,
    layouts: [
      {
        columns: [
          { header: labels.criterion },
          { header: labels.value, align: 'right', shrinkTo: 10 },
          { header: labels.score, align: 'right' },
          { header: labels.weight, align: 'right' },
        ],
        rows: [
          ...rows,
          [
            { text: labels.totalTypical, tone: 'strong' },
            { text: '' },
            { text: score.toFixed(3), tone: 'strong' },
            { text: '' },
          ],
        ],
      },
    ],
  };
}

/** Every attempt with what sets it apart: the reasons it shares with the best one are told once, above. */
function triedTable({ tried, best }: WhyResult, { labels, figures, sentences, explain }: Words): Block {
  const shared = new Set((best?.reasons ?? []).map(explain.reason));
  const apart = (clauses: readonly string[]): string =>
    sentences.sentence(clauses.filter((clause) => !shared.has(clause)));
  return {
    kind: 'table',
    titles: 2,
    layouts: [
      {
        columns: [
          { header: labels.quantization },
          { header: labels.engine },
          { header: labels.score, align: 'right' },
          { header: labels.reasons, shrinkTo: 24 },
        ],
        rows: tried.map((attempt) => [
          { text: attempt.quantization },
          { text: figures.term('engine', attempt.engine) },
          { text: attempt.score === null ? '' : attempt.score.toFixed(3) },
          { text: apart(attempt.reasons.map(explain.reason)) },
        ]),
      },
    ],
  };
}
