import type { CompareResult, Recommendation } from '../../domain/result.ts';
import { type Block, bullets, paragraph } from '../blocks.ts';
import type { Cell, TableData } from '../layout/table.ts';
import { languagesText, licenseCell, memoryText, rateText } from './cells.ts';
import { situation } from './machine.ts';
import type { Words } from './words.ts';

/** Models side by side, in the order they were named; the ones that do not work here follow with their reasons. */
export function viewCompare(result: CompareResult, words: Words): readonly Block[] {
  const { labels, sentences, explain } = words;
  const models = result.models.filter((model) => model !== null);
  return [
    ...situation(result.hardware, result.request, words),
    ...(models.length === 0
      ? paragraph('', sentences.nothingFits())
      : [sideBySide(models, result.request.users, words)]),
    ...bullets(
      labels.leftOut,
      result.rejected.map(({ model, reasons }) => sentences.excluded(model, reasons.map(explain.reason))),
    ),
  ];
}

interface Fact {
  readonly label: string;
  readonly cell: (model: Recommendation) => Cell;
}

function factsFor(users: number, words: Words): readonly Fact[] {
  const { labels, figures } = words;
  return [
    { label: labels.quantization, cell: (m) => ({ text: m.quantization.id }) },
    { label: labels.engine, cell: (m) => ({ text: figures.term('engine', m.engine.id) }) },
    { label: flat(labels.memoryGib), cell: (m) => ({ text: memoryText(m.memory, m.placement, words) }) },
    { label: labels.placement, cell: (m) => ({ text: figures.term('placement', m.placement.kind) }) },
    {
      label: flat(users > 1 ? labels.decodeRatePerUser : labels.decodeRate),
      cell: (m) => ({ text: rateText(m.speed, users, words) }),
    },
    {
      label: labels.firstToken,
      cell: ({ speed: { timeToFirstTokenSeconds: time } }) => ({
        text: time === null ? labels.unknown : figures.timeRange(time),
      }),
    },
    { label: labels.context, cell: (m) => ({ text: figures.tokens(m.contextTokens) }) },
    { label: labels.license, cell: (m) => licenseCell(m.license, words) },
    { label: labels.languages, cell: (m) => ({ text: languagesText(m, words) }) },
    {
      label: labels.quality,
      cell: (m) => ({ text: words.sentences.noted(figures.qualityRange(m.quality), figures.basis(m.quality.basis)) }),
    },
    { label: labels.score, cell: (m) => ({ text: m.score.toFixed(3), tone: 'strong' }) },
  ];
}

function flat(header: string): string {
  return header.replace('\n', ' ');
}

function sideBySide(models: readonly Recommendation[], users: number, words: Words): Block {
  const facts = factsFor(users, words);
  const columnsAreModels: TableData = {
    columns: [{ header: '' }, ...models.map(({ model }) => ({ header: model.name, shrinkTo: 14 }))],
    rows: facts.map(({ label, cell }) => [{ text: label }, ...models.map(cell)]),
  };
  const rowsAreModels: TableData = {
    columns: [{ header: words.labels.model }, ...facts.map(({ label }) => ({ header: label }))],
    rows: models.map((model) => [{ text: model.model.name, tone: 'strong' }, ...facts.map(({ cell }) => cell(model))]),
  };
  return { kind: 'table', titles: 1, layouts: [columnsAreModels, rowsAreModels] };
}
