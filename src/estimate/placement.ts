import type { EngineId } from '../domain/engine.ts';
import { layoutWeights } from '../quantization/weights.ts';
import type { PlacementInput } from './input.ts';
import type { Placed } from './placement/candidate.ts';
import type { PlacementConstraints } from './placement/constraints.ts';
import { placeLayers } from './placement/layers.ts';
import { placeRanks } from './placement/ranks.ts';
import { placeOnOne } from './placement/unified.ts';

export type { Placed } from './placement/candidate.ts';
export type { PlacementConstraints } from './placement/constraints.ts';

/** How an engine can spread a model: an engine is one line. */
const STRATEGIES = {
  'llama.cpp': placeLayers,
  ollama: placeLayers,
  vllm: placeRanks,
  sglang: placeRanks,
  tgi: placeRanks,
  'mlx-lm': placeOnOne,
} as const satisfies { readonly [E in EngineId]: (input: PlacementInput, constraints: PlacementConstraints) => Placed };

/**
 * The best legal placement of a configuration on a machine: all of it on devices before experts in RAM before a part in RAM before the
 * CPU alone. When none fits, the one that misses least, with `fit` saying by how much and where.
 */
export function findPlacement(input: PlacementInput, constraints: PlacementConstraints = {}): Placed {
  return STRATEGIES[input.engine.id](input, constraints);
}

/** What the weights alone take, wherever they are: a bound to drop hopeless configurations by, without placing them. */
export function minimumBytes(input: PlacementInput): number {
  return layoutWeights(input.model.architecture, input.quantization, input.tensorTypes).tensorBytes;
}
