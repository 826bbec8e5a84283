import type { Architecture, LayerKind, Mixer } from '../domain/architecture.ts';
import { type Category, categoryOf, layerPlace, type MixFacts, valuePlace } from './gguf-mix.ts';
import { ggufTraits } from './gguf-traits.ts';
import type { Tensor } from './tensor.ts';
import { tensorsOf } from './tensors.ts';

export interface PlannedTensor {
  readonly name: string;
  readonly category: Category;
  readonly rowLength: number;
  readonly rows: number;
  readonly quantizable: boolean;
  readonly expert: boolean;
  readonly stacked: boolean;
}

/** Layers of one kind that a mix treats alike: computed once, counted `count` times. */
interface LayerClass {
  readonly kind: number;
  readonly place: number;
  readonly count: number;
}

/** What of an architecture every quantization asks for. */
export interface WeightPlan {
  readonly facts: MixFacts;
  readonly kinds: readonly (readonly PlannedTensor[])[];
  readonly classes: readonly LayerClass[];
  /** Index into `classes`, in layer order. */
  readonly classOfLayer: readonly number[];
  readonly embedding: readonly PlannedTensor[];
  readonly output: readonly PlannedTensor[];
  readonly extraDevice: readonly PlannedTensor[];
  readonly extraHost: readonly PlannedTensor[];
}

function plan(tensor: Tensor): PlannedTensor {
  const { name, rowLength, rows, expert, stacked } = tensor;
  return {
    name,
    category: categoryOf(tensor.name),
    rowLength,
    rows,
    quantizable: tensor.storage === 'matrix',
    expert,
    stacked,
  };
}

function attentionOf(mixer: Mixer): Extract<Mixer, { readonly kind: 'attention' }> | undefined {
  if (mixer.kind === 'parallel') return attentionOf(mixer.attention);
  return mixer.kind === 'attention' ? mixer : undefined;
}

function queryGroups(architecture: Architecture): number {
  const kindAt = (layer: number): LayerKind | undefined => architecture.kinds[architecture.order[layer] ?? 0];
  const first = kindAt(0);
  if (first?.mixer.kind === 'mla') return first.mixer.heads;
  const attention = first === undefined ? undefined : attentionOf(first.mixer);
  if (attention !== undefined) return Math.floor(attention.heads / Math.max(1, attention.kvHeads));
  if (ggufTraits(architecture).headsPerLayer) return 0;
  for (const kind of architecture.kinds) {
    const later = attentionOf(kind.mixer);
    if (later !== undefined) return Math.floor(later.heads / Math.max(1, later.kvHeads));
  }
  return 0;
}

function expertCount(architecture: Architecture): number {
  return architecture.kinds.reduce(
    (most, kind) => Math.max(most, kind.feedForward.kind === 'moe' ? kind.feedForward.experts : 0),
    0,
  );
}

const memo = new WeakMap<Architecture, WeightPlan>();

export function weightPlan(architecture: Architecture): WeightPlan {
  let found = memo.get(architecture);
  if (found === undefined) {
    found = build(architecture);
    memo.set(architecture, found);
  }
  return found;
}

function build(architecture: Architecture): WeightPlan {
  const groups = tensorsOf(architecture);
  const outside = (scope: string): PlannedTensor[] =>
    groups.filter((group) => group.scope === scope).flatMap((group) => group.tensors.map(plan));
  const kinds = architecture.kinds.map(
    (_, kind) => groups.find((group) => group.kind === kind)?.tensors.map(plan) ?? [],
  );
  const experts = expertCount(architecture);
  const values = kinds.map((tensors) => tensors.filter((tensor) => tensor.category === 'value').length);
  const downs = kinds.map((tensors) => tensors.filter((tensor) => tensor.category === 'down').length);
  const valueCount = architecture.order.reduce((sum, kind) => sum + (values[kind] ?? 0), 0);
  const layers = architecture.order.length;

  const classes: { kind: number; place: number; count: number }[] = [];
  const indexOf = new Map<string, number>();
  const classOfLayer: number[] = [];
  let value = 0;
  let down = 0;
  architecture.order.forEach((kind, layer) => {
    // Dense models count their down projections, mixtures of experts read the layer's number from the name.
    let place = layerPlace(experts > 1 ? layer : down, layers);
    if ((values[kind] ?? 0) > 0) place |= valuePlace(value, valueCount);
    const key = `${kind}/${place}`;
    let index = indexOf.get(key);
    if (index === undefined) {
      index = classes.length;
      classes.push({ kind, place, count: 0 });
      indexOf.set(key, index);
    }
    const entry = classes[index];
    if (entry !== undefined) entry.count += 1;
    classOfLayer.push(index);
    value += values[kind] ?? 0;
    down += downs[kind] ?? 0;
  });

  const traits = ggufTraits(architecture);
  return {
    facts: {
      tied: architecture.embeddings === 'tied',
      queryGroups: queryGroups(architecture),
      experts,
      seventyB: isSeventyB(architecture, traits.layersOf70B),
      falcon: architecture.gguf === 'falcon',
    },
    kinds,
    classes,
    classOfLayer,
    embedding: outside('embedding'),
    output: outside('output'),
    extraDevice: outside('extra-device'),
    extraHost: outside('extra-host'),
  };
}

/** llama.cpp knows its 70B classes by layer count; for `llama` 80 layers without grouped queries is the older 65B. */
function isSeventyB(architecture: Architecture, layersOf70B: number | undefined): boolean {
  return architecture.order.length === layersOf70B && (architecture.gguf !== 'llama' || queryGroups(architecture) > 1);
}
