import type { EngineId } from '../domain/engine.ts';
import type { EngineModule } from './contract.ts';
import { llamaCpp } from './llama-cpp.ts';
import { mlxLm } from './mlx-lm.ts';
import { ollama } from './ollama.ts';
import { sglang } from './sglang.ts';
import { tgi } from './tgi.ts';
import { vllm } from './vllm.ts';

/** Every engine, by id. Adding one: its module, its catalog entry, and a line here. */
export const ENGINES = {
  'llama.cpp': llamaCpp,
  ollama,
  vllm,
  sglang,
  tgi,
  'mlx-lm': mlxLm,
} as const satisfies Record<EngineId, EngineModule>;

export function engineModule(id: EngineId): EngineModule {
  return ENGINES[id];
}
