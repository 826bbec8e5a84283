import type { EngineId } from '../domain/engine.ts';
import type { MemoryLedger } from '../domain/memory.ts';
import type { EstimateInput } from './input.ts';
import { llamaLedger } from './memory/llama-cpp.ts';
import { mlxLedger } from './memory/mlx.ts';
import { sglangLedger } from './memory/sglang.ts';
import { tgiLedger } from './memory/tgi.ts';
import { vllmLedger } from './memory/vllm.ts';

export type { EstimateInput, PlacementInput } from './input.ts';

/** One ledger function an engine: how its memory is accounted is what only it knows. */
const LEDGERS = {
  'llama.cpp': llamaLedger,
  ollama: llamaLedger,
  vllm: vllmLedger,
  sglang: sglangLedger,
  tgi: tgiLedger,
  'mlx-lm': mlxLedger,
} as const satisfies { readonly [E in EngineId]: (input: EstimateInput) => MemoryLedger };

/**
 * What the engine will allocate for one configuration: bytes per device and on the host, in parts that add up exactly to the
 * typical total. The same question always gets the same answer.
 */
export function estimateMemory(input: EstimateInput): MemoryLedger {
  return LEDGERS[input.engine.id](input);
}
