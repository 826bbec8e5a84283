import type { Architecture } from '../domain/architecture.ts';
import type { LayerWeights, WeightLayout } from '../domain/memory.ts';
import type { Quantization, TensorType } from '../domain/quantization.ts';
import { isMix, typeInMix } from './gguf-mix.ts';
import { type PlannedTensor, type WeightPlan, weightPlan } from './weight-plan.ts';

/** Bytes of one tensor in one place of the model. */
type TensorBytes = (tensor: PlannedTensor, place: number) => number;

const tableMemo = new WeakMap<readonly TensorType[], ReadonlyMap<string, TensorType>>();

function typeTable(types: readonly TensorType[]): ReadonlyMap<string, TensorType> {
  let table = tableMemo.get(types);
  if (table === undefined) {
    table = new Map(types.map((type) => [type.id, type]));
    tableMemo.set(types, table);
  }
  return table;
}

/** Thrown when a rule names something the catalog does not have: the catalog is at fault, never a request. */
export class QuantizationError extends Error {
  override readonly name = 'QuantizationError';
}

function ggufBytes(mix: string, plan: WeightPlan, types: readonly TensorType[]): TensorBytes {
  if (!isMix(mix)) throw new QuantizationError(`quantization rule names an unknown GGUF mix: ${mix}`);
  const table = typeTable(types);
  return (tensor, place) => {
    if (!tensor.quantizable) return tensor.rowLength * tensor.rows * 4;
    const id = typeInMix(mix, tensor, plan.facts, place);
    const type = table.get(id);
    if (type === undefined) throw new QuantizationError(`mix ${mix} uses tensor type ${id}, which the catalog lacks`);
    return (tensor.rowLength / type.blockSize) * type.blockBytes * tensor.rows;
  };
}

function linearBytes(rule: Extract<Quantization['rule'], { readonly kind: 'linear-bits' }>): TensorBytes {
  return (tensor) => {
    const elements = tensor.rowLength * tensor.rows;
    if (!tensor.quantizable) return elements * 2;
    const isTable = tensor.category === 'embedding' || tensor.category === 'output';
    if (isTable && rule.embeddings === 'sixteen-bit') return elements * 2;
    if (!isTable && rule.experts === 'only' && !tensor.expert) return elements * 2;
    return (elements * rule.bits) / 8;
  };
}

function tensorBytes(quantization: Quantization, plan: WeightPlan, types: readonly TensorType[]): TensorBytes {
  const { rule } = quantization;
  return rule.kind === 'gguf-mix' ? ggufBytes(rule.mix, plan, types) : linearBytes(rule);
}

const memo = new WeakMap<Architecture, WeakMap<Quantization, WeightLayout>>();

/**
 * Bytes of a model's weights under a quantization, by where they can be placed; whole bytes.
 * @throws QuantizationError when the rule names a mix or tensor type that does not exist
 */
export function layoutWeights(
  architecture: Architecture,
  quantization: Quantization,
  types: readonly TensorType[],
): WeightLayout {
  let byQuantization = memo.get(architecture);
  if (byQuantization === undefined) {
    byQuantization = new WeakMap();
    memo.set(architecture, byQuantization);
  }
  let layout = byQuantization.get(quantization);
  if (layout === undefined) {
    layout = compute(architecture, quantization, types);
    byQuantization.set(quantization, layout);
  }
  return layout;
}

function compute(architecture: Architecture, quantization: Quantization, types: readonly TensorType[]): WeightLayout {
  const plan = weightPlan(architecture);
  const bytesOf = tensorBytes(quantization, plan, types);
  const sum = (tensors: readonly PlannedTensor[]): number => {
    let total = 0;
    for (const tensor of tensors) total += bytesOf(tensor, 0);
    return Math.ceil(total);
  };
  let layerBytes = 0;
  const classes: LayerWeights[] = plan.classes.map((entry) => {
    let residentBytes = 0;
    let expertBytes = 0;
    for (const tensor of plan.kinds[entry.kind] ?? []) {
      const size = bytesOf(tensor, entry.place);
      if (tensor.expert) expertBytes += size;
      else residentBytes += size;
    }
    const weights = { residentBytes: Math.ceil(residentBytes), expertBytes: Math.ceil(expertBytes) };
    layerBytes += (weights.residentBytes + weights.expertBytes) * entry.count;
    return weights;
  });
  const { tied } = plan.facts;
  const embeddingBytes = sum(plan.embedding);
  const headBytes = sum(plan.output);
  const extraDeviceBytes = sum(plan.extraDevice);
  const extraHostBytes = sum(plan.extraHost);
  const nothing: LayerWeights = { residentBytes: 0, expertBytes: 0 };
  let layers: readonly LayerWeights[] | undefined;
  return {
    // Most placements ask for the sum only; the list is made when a model is split.
    get layers() {
      layers ??= plan.classOfLayer.map((index) => classes[index] ?? nothing);
      return layers;
    },
    layerBytes,
    embeddingBytes,
    outputBytes: tied ? embeddingBytes + headBytes : headBytes,
    tied,
    extraDeviceBytes,
    extraHostBytes,
    tensorBytes: layerBytes + embeddingBytes + headBytes + extraDeviceBytes + extraHostBytes,
  };
}

/** One tensor of a layer with its bytes. */
export interface SizedTensor {
  readonly name: string;
  readonly bytes: number;
  readonly expert: boolean;
}

/** Tensors of one layer under a quantization. */
export function tensorBytesOfLayer(
  architecture: Architecture,
  quantization: Quantization,
  types: readonly TensorType[],
  layer: number,
): readonly SizedTensor[] {
  const plan = weightPlan(architecture);
  const bytesOf = tensorBytes(quantization, plan, types);
  const entry = plan.classes[plan.classOfLayer[layer] ?? -1];
  if (entry === undefined) return [];
  return (plan.kinds[entry.kind] ?? []).map((tensor) => ({
    name: tensor.name,
    bytes: bytesOf(tensor, entry.place),
    expert: tensor.expert,
  }));
}
