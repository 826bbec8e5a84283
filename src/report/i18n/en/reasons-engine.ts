import type { GateCause } from '../../../domain/engine.ts';
import type { EngineReasonArgs } from '../../../domain/reasons/engine.ts';
import type { Figures } from '../../figures.ts';
import type { Texts } from '../messages.ts';

const because = (note: GateCause | undefined, f: Figures): string =>
  note === undefined ? '' : `: ${f.term('gateCause', note)}`;

export const engineReasons = {
  'engine-refuses-format': (a, f) =>
    `${f.term('engine', a.engine)} cannot run ${a.format} on ${a.device}${because(a.note, f)}`,
  'engine-fallback': (a, f) =>
    `${f.term('engine', a.engine)} runs ${a.format} here only through a fallback${because(a.note, f)}`,
  'engine-unsupported-architecture': (a, f) =>
    `no source says that ${f.term('engine', a.engine)} loads ${a.architecture}`,
  'engine-no-backend': (a, f) => `${f.term('engine', a.engine)} does not support ${a.device}`,
  'engine-maintenance': (a, f) =>
    `${f.term('engine', a.engine)} is only maintained${a.since === '' ? '' : ` since ${a.since}`}${a.successors === '' ? '' : `, its successors are ${a.successors}`}`,
  'engine-no-artifact': (a, f) =>
    `no published ${a.quantization} weights are known that ${f.term('engine', a.engine)} loads`,
  'tensor-parallel-indivisible': (a) =>
    `${a.heads} attention heads cannot be divided by ${a.ways} tensor-parallel ranks`,
} as const satisfies Texts<EngineReasonArgs>;
