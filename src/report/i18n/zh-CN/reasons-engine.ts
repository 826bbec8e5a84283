import type { GateCause } from '../../../domain/engine.ts';
import type { EngineReasonArgs } from '../../../domain/reasons/engine.ts';
import type { Figures } from '../../figures.ts';
import type { Texts } from '../messages.ts';

const because = (note: GateCause | undefined, f: Figures): string =>
  note === undefined ? '' : `：${f.term('gateCause', note)}`;

export const engineReasons = {
  'engine-refuses-format': (a, f) =>
    `${f.term('engine', a.engine)} 无法在 ${a.device} 上运行 ${a.format}${because(a.note, f)}`,
  'engine-fallback': (a, f) =>
    `${f.term('engine', a.engine)} 在这里只能以回退方式运行 ${a.format}${because(a.note, f)}`,
  'engine-unsupported-architecture': (a, f) => `没有资料表明 ${f.term('engine', a.engine)} 能加载 ${a.architecture}`,
  'engine-no-backend': (a, f) => `${f.term('engine', a.engine)} 不支持 ${a.device}`,
  'engine-maintenance': (a, f) =>
    `${f.term('engine', a.engine)}${a.since === '' ? '' : ` 自 ${a.since} 起`}仅维护不再演进${a.successors === '' ? '' : `，建议改用 ${a.successors}`}`,
  'engine-no-artifact': (a, f) => `没有已知的 ${a.quantization} 权重可供 ${f.term('engine', a.engine)} 加载`,
  'tensor-parallel-indivisible': (a) => `注意力头数 ${a.heads} 不能被张量并行数 ${a.ways} 整除`,
} as const satisfies Texts<EngineReasonArgs>;
