import type { DeviceLedger, MemoryParts } from '../../domain/memory.ts';
import type { PlanResult } from '../../domain/result.ts';
import type { SpeedEstimate } from '../../domain/speed.ts';
import type { Basis, Range } from '../../units/range.ts';
import { type Block, bullets, paragraph } from '../blocks.ts';
import type { Cell, TableData } from '../layout/table.ts';
import { gibNumber } from './cells.ts';
import { situation } from './machine.ts';
import { launchBlocks, licenseBlocks } from './recommend.ts';
import type { Words } from './words.ts';

/** One model on this machine: whether it fits, the ledger of every pool of memory, the speed, the limits and the command. */
export function viewPlan({ plan, hardware, request }: PlanResult, words: Words): readonly Block[] {
  const { sentences, labels, figures, explain } = words;
  const offer = {
    model: plan.model.name,
    id: plan.model.id,
    quantization: plan.quantization.id,
    engine: figures.term('engine', plan.engine.id),
  };
  const { maxContextTokens, maxUsers } = plan.limits;
  const limits = { context: maxContextTokens === null ? null : figures.tokens(maxContextTokens), users: maxUsers };
  return [
    ...situation(hardware, null, words),
    ...paragraph(
      labels.fit,
      sentences.paragraph([
        sentences.take(offer),
        plan.reasons.length === 0 ? sentences.sentence([figures.term('fit', plan.fit.kind)]) : '',
        sentences.sentence(plan.reasons.map(explain.reason)),
      ]),
    ),
    ...paragraph(
      labels.settings,
      [
        sentences.labelled(labels.context, figures.tokens(plan.settings.contextTokens)),
        sentences.users(request.users),
        sentences.labelled(labels.parts.kvCacheBytes, kvType(plan.settings)),
        sentences.labelled(labels.placement, figures.term('placement', plan.placement.kind)),
      ].join(sentences.comma),
    ),
    ledgerTable(plan.memory.devices, plan.memory.host, words),
    ...bullets(labels.speed, speedLines(plan.speed, request.users, words)),
    ...paragraph(labels.limits, sentences.limit(limits)),
    ...paragraph(
      labels.sureness,
      sentences.sure(
        {
          memory: plan.memory.basis,
          speed: plan.speed.decodeTokensPerSecond?.basis ?? null,
          quality: plan.quality.basis,
        },
        figures,
      ),
    ),
    ...(plan.launch === null ? paragraph(labels.run, sentences.nothingToRun()) : launchBlocks(plan.launch, words)),
    ...licenseBlocks(plan.license, words),
  ];
}

function kvType({ kvCacheTypeK, kvCacheTypeV }: PlanResult['plan']['settings']): string {
  return kvCacheTypeK === kvCacheTypeV ? kvCacheTypeK : `${kvCacheTypeK}/${kvCacheTypeV}`;
}

/** Parts by pool; where that is too wide, pools by their totals. */
function ledgerTable(devices: readonly DeviceLedger[], host: DeviceLedger, words: Words): Block {
  const { labels, figures } = words;
  const ledgers = [...devices, host];
  const total = ({ totalBytes }: DeviceLedger): Cell => ({ text: gibNumber(totalBytes.typical), tone: 'strong' });
  const range = ({ totalBytes }: DeviceLedger): Cell => ({
    text: `${gibNumber(totalBytes.low)}–${gibNumber(totalBytes.high)}`,
  });
  const usable = (ledger: DeviceLedger): Cell => ({
    text: gibNumber(ledger.usableBytes),
    tone: ledger.totalBytes.high > ledger.usableBytes ? 'bad' : 'plain',
  });
  const parts = (Object.keys(labels.parts) as (keyof MemoryParts)[]).filter((part) =>
    ledgers.some((ledger) => ledger.parts[part] > 0),
  );
  const byPart: TableData = {
    columns: [
      { header: labels.part },
      ...ledgers.map((ledger) => ({ header: shortPlace(ledger, host, words), align: 'right' as const, shrinkTo: 9 })),
    ],
    rows: [
      ...parts.map((part) => [
        { text: labels.parts[part] },
        ...ledgers.map((ledger) => ({ text: gibNumber(ledger.parts[part]) })),
      ]),
      [{ text: labels.totalTypical, tone: 'strong' }, ...ledgers.map(total)],
      [{ text: labels.totalRange }, ...ledgers.map(range)],
      [{ text: labels.usable }, ...ledgers.map(usable)],
    ],
  };
  const byPool: TableData = {
    columns: [
      { header: labels.part, shrinkTo: 8 },
      { header: labels.totalTypical, align: 'right' },
      { header: labels.totalRange, align: 'right' },
      { header: labels.usable, align: 'right' },
    ],
    rows: ledgers.map((ledger) => [{ text: figures.place(ledger.id) }, total(ledger), range(ledger), usable(ledger)]),
  };
  return { kind: 'table', titles: 1, layouts: [byPart, byPool] };
}

/** Several devices share one name: their ids are enough in a header. */
function shortPlace(ledger: DeviceLedger, host: DeviceLedger, { labels, figures }: Words): string {
  if (ledger === host) return labels.ram;
  const name = figures.place(ledger.id);
  return name.endsWith(`(${ledger.id})`) ? ledger.id : name;
}

export function speedLines(
  speed: SpeedEstimate,
  users: number,
  { labels, sentences, figures }: Words,
): readonly string[] {
  const line = <T extends Range & { readonly basis: Basis }>(
    label: string,
    estimate: T | null,
    write: (range: Range) => string,
  ) =>
    estimate === null
      ? []
      : [sentences.labelled(label, sentences.noted(write(estimate), figures.basis(estimate.basis)))];
  const lines = [
    ...line(labels.decode, speed.decodeTokensPerSecond, figures.speedRange),
    ...line(labels.prefill, speed.prefillTokensPerSecond, figures.speedRange),
    ...line(labels.firstToken, speed.timeToFirstTokenSeconds, figures.timeRange),
    ...(users > 1 ? line(labels.throughput, speed.throughputTokensPerSecond, figures.speedRange) : []),
    ...(users > 1 ? line(labels.perUser, speed.perUserTokensPerSecond, figures.speedRange) : []),
  ];
  if (lines.length === 0) return [labels.unknown];
  return speed.bound === null ? lines : [...lines, sentences.bound(figures.term('bound', speed.bound))];
}
