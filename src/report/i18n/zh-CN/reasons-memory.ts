import type { MemoryReasonArgs } from '../../../domain/reasons/memory.ts';
import type { Texts } from '../messages.ts';
import { spaced } from './spaced.ts';

export const memoryReasons = {
  'fits-whole': (a, f) => `可整体放入 ${f.place(a.device)}，余量 ${f.memory(a.headroomBytes)}`,
  'fits-split': (a, f) => `可切分到 ${a.devices} 张卡，余量 ${f.memory(a.headroomBytes)}`,
  'fits-offloaded': (a) => `${a.layers} 层中有 ${a.layersOnDevice} 层放在显存，其余卸载到内存，速度会下降`,
  'experts-in-ram': (a) => `${a.layers} 层的专家权重卸载到内存，每个 token 只读取其中少数专家`,
  'fits-in-ram': (a, f) => `放入内存由 CPU 运行，余量 ${f.memory(a.headroomBytes)}`,
  'too-big': (a, f) => `需要 ${f.memory(a.needBytes)}，而${spaced(f.place(a.where))}只能用 ${f.memory(a.haveBytes)}`,
  'context-reduced': (a, f) =>
    `为了放得下，上下文从 ${f.tokens(a.askedTokens)} 缩短到 ${f.tokens(a.givenTokens)} token`,
  'kv-quantized': (a) => `为了放得下，KV 缓存量化为 ${a.type}`,
} as const satisfies Texts<MemoryReasonArgs>;
