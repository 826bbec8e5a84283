import type { Launch } from '../../domain/launch.ts';
import type { LicenseVerdict } from '../../domain/license.ts';
import type { Recommendation, RecommendResult, Unlock } from '../../domain/result.ts';
import { trimDecimals } from '../../units/format.ts';
import { type Block, bullets, paragraph } from '../blocks.ts';
import type { Cell, Column, TableData } from '../layout/table.ts';
import { launchLines } from '../shell.ts';
import { howText, licenseCell, memoryText, rateText } from './cells.ts';
import { situation } from './machine.ts';
import type { Words } from './words.ts';

/** The answer: the table, then in words the pick, its price, the runner-up, the best one left out, one change, how sure, the command, the terms. */
export function viewRecommend(result: RecommendResult, words: Words): readonly Block[] {
  const { recommendations, hardware, request } = result;
  const pick = recommendations[0];
  return [
    ...situation(hardware, request, words),
    ...(pick === undefined
      ? paragraph('', words.sentences.nothingFits())
      : [rankTable(recommendations, request.users, words)]),
    ...(pick === undefined ? [] : pickBlocks(pick, result, words)),
    ...leftOut(result, words),
    ...bullets(
      words.labels.unlock,
      result.unlocks.map((unlock) => unlockText(unlock, words)),
    ),
    ...(pick === undefined ? [] : closing(pick, words)),
  ];
}

function rankTable(rows: readonly Recommendation[], users: number, words: Words): Block {
  const { labels, figures } = words;
  const decode: Column = { header: users > 1 ? labels.decodeRatePerUser : labels.decodeRate, align: 'right' };
  const cells = rows.map((row) => ({
    rank: { text: String(row.rank) },
    model: { text: row.model.name, tone: row.rank === 1 ? ('strong' as const) : ('plain' as const) },
    modelAndHow: {
      text: `${row.model.name}\n${howText(row, words)}`,
      tone: row.rank === 1 ? ('strong' as const) : ('plain' as const),
    },
    quantization: { text: row.quantization.id },
    engine: { text: figures.term('engine', row.engine.id) },
    memory: { text: memoryText(row.memory, row.placement, words) },
    decode: { text: rateText(row.speed, users, words) },
    context: { text: figures.tokens(row.contextTokens) },
    license: licenseCell(row.license, words),
    quality: { text: figures.qualityRange(row.quality) },
  }));
  const columns = {
    rank: { header: labels.rank, align: 'right' },
    model: { header: labels.model, shrinkTo: 20 },
    modelAndHow: { header: labels.model, shrinkTo: 16 },
    quantization: { header: labels.quantization },
    engine: { header: labels.engine },
    memory: { header: labels.memoryGib, align: 'right' },
    decode,
    context: { header: labels.context, align: 'right' },
    license: { header: labels.license },
    quality: { header: labels.quality, align: 'right' },
  } as const satisfies Record<string, Column>;
  const layout = (ids: readonly (keyof typeof columns)[]): TableData => ({
    columns: ids.map((id) => columns[id]),
    rows: cells.map((row) => ids.map((id): Cell => row[id])),
  });
  return {
    kind: 'table',
    titles: 2,
    layouts: [
      layout(['rank', 'model', 'quantization', 'engine', 'memory', 'decode', 'context', 'license', 'quality']),
      layout(['rank', 'modelAndHow', 'memory', 'decode', 'license', 'quality']),
    ],
  };
}

function pickBlocks(pick: Recommendation, result: RecommendResult, words: Words): readonly Block[] {
  const { sentences, labels, figures, explain } = words;
  const clauses = (side: boolean): readonly string[] =>
    pick.reasons.filter(({ weight }) => (weight === 'for') === side).map(explain.reason);
  const { throughputTokensPerSecond } = pick.speed;
  const together =
    result.request.users > 1 && throughputTokensPerSecond !== null
      ? sentences.allUsers(result.request.users, figures.speedRange(throughputTokensPerSecond))
      : '';
  const offer = {
    model: pick.model.name,
    id: pick.model.id,
    quantization: pick.quantization.id,
    engine: figures.term('engine', pick.engine.id),
  };
  const { runnerUp } = result;
  return [
    ...paragraph(
      labels.pick,
      sentences.paragraph([sentences.take(offer), sentences.sentence(clauses(true)), together]),
    ),
    ...paragraph(labels.cost, sentences.sentence(clauses(false))),
    ...(runnerUp === null
      ? []
      : paragraph(
          labels.runnerUp,
          sentences.paragraph([
            sentences.behind(figures.name(runnerUp.model), figures.score(runnerUp.margin)),
            sentences.sentence(runnerUp.reasons.map(explain.reason)),
          ]),
        )),
  ];
}

/** How many excluded models are named. */
const NAMED = 3;

function leftOut({ rejections }: RecommendResult, { labels, sentences, figures, explain }: Words): readonly Block[] {
  const parts = Object.entries(rejections.byCode)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([code, count]) => ({ what: figures.term('code', code), count }));
  return [
    ...bullets(
      labels.leftOut,
      rejections.notable
        .slice(0, NAMED)
        .map(({ model, reasons }) => sentences.excluded(model, reasons.map(explain.reason))),
    ),
    ...paragraph(
      labels.ruledOut,
      rejections.total === 0 ? '' : sentences.ruledOut(rejections.total, rejections.considered, parts),
    ),
  ];
}

function unlockText(unlock: Unlock, { explain, figures, sentences }: Words): string {
  const { quality } = unlock.gain;
  const offer = {
    model: unlock.model,
    quantization: unlock.quantization,
    engine: figures.term('engine', unlock.engine),
  };
  return sentences.unlocks(explain.change(unlock.change), offer, quality > 0 ? trimDecimals(quality, 1) : null);
}

function closing(pick: Recommendation, words: Words): readonly Block[] {
  const { labels, sentences, figures } = words;
  const bases = {
    memory: pick.memory.basis,
    speed: pick.speed.decodeTokensPerSecond?.basis ?? null,
    quality: pick.quality.basis,
  };
  return [
    ...paragraph(labels.sureness, sentences.sure(bases, figures)),
    ...launchBlocks(pick.launch, words),
    ...licenseBlocks(pick.license, words),
  ];
}

export function launchBlocks(launch: Launch, { labels, platform }: Words): readonly Block[] {
  const { start, after } = launchLines(launch, platform);
  return [
    { kind: 'commands', label: labels.run, lines: start },
    ...(after.length === 0 ? [] : [{ kind: 'commands', label: labels.thenRun, lines: after } as const]),
  ];
}

/** The verdict with every duty; the ordinary one of keeping the license text is left to the terms. */
export function licenseBlocks(
  license: LicenseVerdict,
  { labels, sentences, figures, explain }: Words,
): readonly Block[] {
  const duties = license.obligations.filter(({ state, weight }) => state === 'open' && weight !== 'standard-notice');
  const open = license.findings.filter(({ kind, level }) => level !== 'note' && kind !== 'obligation');
  return paragraph(
    labels.terms,
    sentences.paragraph([
      sentences.licenses(license.ids, figures.term('verdict', license.verdict)),
      duties.length === 0 ? '' : sentences.duties([...new Set(duties.map(explain.obligation))]),
      ...open.map((finding) => sentences.sentence([explain.licenseFinding(finding)])),
      sentences.notLegalAdvice(),
    ]),
  );
}
