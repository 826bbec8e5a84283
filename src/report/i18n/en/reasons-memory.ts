import type { MemoryReasonArgs } from '../../../domain/reasons/memory.ts';
import type { Texts } from '../messages.ts';
import { plural } from './plural.ts';

export const memoryReasons = {
  'fits-whole': (a, f) => `fits whole on ${f.place(a.device)}, with ${f.memory(a.headroomBytes)} to spare`,
  'fits-split': (a, f) => `fits across ${plural(a.devices, 'device')}, with ${f.memory(a.headroomBytes)} to spare`,
  'fits-offloaded': (a) =>
    `${a.layersOnDevice} of ${plural(a.layers, 'layer')} fit in device memory; the rest runs from RAM, which is slower`,
  'experts-in-ram': (a) => `the experts of ${plural(a.layers, 'layer')} stay in RAM; a token reads only a few of them`,
  'fits-in-ram': (a, f) => `runs from RAM on the CPU, with ${f.memory(a.headroomBytes)} to spare`,
  'too-big': (a, f) =>
    `needs ${f.memory(a.needBytes)}, but only ${f.memory(a.haveBytes)} of ${f.place(a.where)} can be used`,
  'context-reduced': (a, f) =>
    `the context is cut from ${f.tokens(a.askedTokens)} to ${f.tokens(a.givenTokens)} tokens to fit`,
  'kv-quantized': (a) => `the KV cache is stored as ${a.type} to fit`,
} as const satisfies Texts<MemoryReasonArgs>;
