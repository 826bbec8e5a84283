/**
 * Which tensor type each tensor of a GGUF mix gets: llama.cpp's own rule.
 * Source: ggml-org/llama.cpp src/llama-quant.cpp (llama_tensor_get_type_impl, tensor_type_fallback), commit 007dbbf, read 2026-11.
 * Without an importance matrix; with one only a few tensors differ (IQ3_XXS, the first eighth of IQ4 and Q4_0).
 */

/** Facts of the model the rule asks for. */
export interface MixFacts {
  readonly tied: boolean;
  /** Query heads per key head of the first layer, as llama.cpp reads it. */
  readonly queryGroups: number;
  readonly experts: number;
  /** The class's 70B size. */
  readonly seventyB: boolean;
  readonly falcon: boolean;
}

/** Where a tensor stands among its kind: bit flags, so that layers of one kind in one place are computed once. */
export const PLACE = {
  /** First sixteenth and first eighth of the layers. */
  firstSixteenth: 1,
  firstEighth: 2,
  lastEighth: 4,
  /** The layers that `use_more_bits` favours. */
  moreBits: 8,
  /** Same for the value tensors, which are counted apart. */
  valueMoreBits: 16,
  valueFirstTwo: 32,
  valueFirstFour: 64,
} as const;

export function moreBits(index: number, count: number): boolean {
  const eighth = Math.floor(count / 8);
  return index < eighth || index >= Math.floor((7 * count) / 8) || (index - eighth) % 3 === 2;
}

export function layerPlace(index: number, count: number): number {
  return (
    (index < Math.floor(count / 16) ? PLACE.firstSixteenth : 0) |
    (index < Math.floor(count / 8) ? PLACE.firstEighth : 0) |
    (index >= Math.floor((7 * count) / 8) ? PLACE.lastEighth : 0) |
    (moreBits(index, count) ? PLACE.moreBits : 0)
  );
}

export function valuePlace(index: number, count: number): number {
  return (
    (moreBits(index, count) ? PLACE.valueMoreBits : 0) |
    (index < 2 ? PLACE.valueFirstTwo : 0) |
    (index < 4 ? PLACE.valueFirstFour : 0)
  );
}

/** Groups of tensors the rule treats alike. */
export type Category =
  | 'embedding'
  | 'output'
  | 'value'
  | 'key'
  | 'query'
  | 'attention-output'
  | 'down'
  | 'gate-up'
  | 'other';

const CATEGORIES: readonly (readonly [string, Category])[] = [
  ['attn_qkv', 'value'],
  ['attn_kv_b', 'value'],
  ['attn_v', 'value'],
  ['attn_k', 'key'],
  ['attn_q', 'query'],
  ['attn_output', 'attention-output'],
  ['token_embd', 'embedding'],
  ['per_layer_token_embd', 'embedding'],
  ['output', 'output'],
];

export function categoryOf(name: string): Category {
  if (name.startsWith('ffn_down')) return 'down';
  if (name.startsWith('ffn_up') || name.startsWith('ffn_gate')) return 'gate-up';
  return CATEGORIES.find(([exact]) => exact === name)?.[1] ?? 'other';
}

type Choice = (facts: MixFacts, place: number) => string | null;

/** One mix: the base type, and what is better or worse than it. A choice that answers null leaves the base type. */
interface Mix {
  readonly base: string;
  readonly output?: string;
  readonly embedding?: string;
  readonly value?: Choice;
  readonly key?: Choice;
  readonly query?: Choice;
  readonly attentionOutput?: Choice;
  readonly down?: Choice;
  readonly gateUp?: Choice;
  /** Only stacked tensors (experts) get the base type, the rest Q8_0. */
  readonly expertsOnly?: true;
  /** The IQ1 and IQ2 mixes have value and 8-expert rules of their own. */
  readonly veryLow?: true;
}

const at = (place: number, flag: number): boolean => (place & flag) !== 0;
const always =
  (type: string): Choice =>
  () =>
    type;
const when =
  (flag: number, type: string, otherwise: string | null = null): Choice =>
  (_, place) =>
    at(place, flag) ? type : otherwise;
const grouped =
  (type: string, otherwise: string | null = null): Choice =>
  (facts) =>
    facts.queryGroups >= 4 ? type : otherwise;
const eightExperts =
  (type: string, otherwise: string | null = null): Choice =>
  (facts) =>
    facts.experts === 8 ? type : otherwise;

const lowValue =
  (type: string): Choice =>
  (facts) =>
    facts.queryGroups >= 4 || facts.experts >= 4 ? 'q4_K' : type;

const veryLow = (base: string, embedding: string, better: string, output: Choice): Mix => ({
  base,
  output: 'q5_K',
  embedding,
  value: lowValue(better),
  key: eightExperts('q4_K'),
  attentionOutput: output,
  down: when(PLACE.firstEighth, better),
  veryLow: true,
});

const middle: Choice = (_, place) => (at(place, PLACE.firstEighth | PLACE.lastEighth) ? null : 'iq3_xxs');

const iq4 = (base: string): Mix => ({
  base,
  value: grouped('q5_K'),
  attentionOutput: eightExperts('q5_K'),
  down: when(PLACE.firstEighth, 'q5_K'),
});

const MIXES = {
  F16: { base: 'f16' },
  BF16: { base: 'bf16' },
  Q8_0: { base: 'q8_0', output: 'q8_0' },
  Q6_K: { base: 'q6_K' },
  Q5_0: { base: 'q5_0' },
  Q5_1: { base: 'q5_1' },
  Q4_0: { base: 'q4_0' },
  Q4_1: { base: 'q4_1' },
  Q5_K_S: { base: 'q5_K' },
  Q5_K_M: { base: 'q5_K', value: when(PLACE.valueMoreBits, 'q6_K'), down: when(PLACE.moreBits, 'q6_K') },
  Q4_K_S: {
    base: 'q4_K',
    value: when(PLACE.valueFirstFour, 'q5_K'),
    attentionOutput: eightExperts('q5_K'),
    down: (facts, place) => (!facts.falcon && at(place, PLACE.firstEighth) ? 'q5_K' : null),
  },
  Q4_K_M: {
    base: 'q4_K',
    value: when(PLACE.valueMoreBits, 'q6_K'),
    attentionOutput: eightExperts('q5_K'),
    down: (facts, place) => {
      if (!facts.falcon) return at(place, PLACE.moreBits) ? 'q6_K' : null;
      if (at(place, PLACE.firstSixteenth)) return 'q6_K';
      return at(place, PLACE.moreBits) ? 'q5_K' : null;
    },
  },
  Q3_K_S: { base: 'q3_K', attentionOutput: eightExperts('q5_K') },
  Q3_K_M: {
    base: 'q3_K',
    value: when(PLACE.valueFirstTwo, 'q5_K', 'q4_K'),
    attentionOutput: (facts) => (facts.falcon ? null : facts.experts === 8 ? 'q5_K' : 'q4_K'),
    down: (facts, place) => {
      if (at(place, PLACE.firstSixteenth)) return 'q5_K';
      return !facts.falcon || at(place, PLACE.moreBits) ? 'q4_K' : null;
    },
  },
  Q3_K_L: {
    base: 'q3_K',
    value: always('q5_K'),
    attentionOutput: (facts) => (facts.falcon ? 'q4_K' : facts.experts === 8 ? null : 'q5_K'),
    down: (facts) => (facts.falcon ? 'q4_K' : 'q5_K'),
  },
  Q2_K: {
    base: 'q2_K',
    value: grouped('q4_K', 'q3_K'),
    attentionOutput: (facts) => (facts.falcon ? null : facts.experts === 8 ? 'q5_K' : 'q3_K'),
    down: always('q3_K'),
  },
  Q2_K_S: { base: 'q2_K', value: grouped('q4_K'), down: when(PLACE.firstEighth, 'q4_K') },
  IQ4_NL: iq4('iq4_nl'),
  IQ4_XS: iq4('iq4_xs'),
  IQ3_M: {
    base: 'iq3_s',
    value: always('q4_K'),
    attentionOutput: (facts) => (facts.falcon ? null : facts.experts === 8 ? 'q5_K' : 'q4_K'),
    down: (facts, place) =>
      at(place, PLACE.firstEighth) || (facts.experts === 8 && at(place, PLACE.moreBits)) ? 'q4_K' : null,
  },
  IQ3_S: { base: 'iq3_s', value: grouped('q4_K'), attentionOutput: eightExperts('q5_K') },
  IQ3_XS: {
    base: 'iq3_s',
    value: grouped('q4_K'),
    key: always('iq3_xxs'),
    query: always('iq3_xxs'),
    attentionOutput: eightExperts('q5_K'),
    gateUp: middle,
  },
  IQ3_XXS: {
    base: 'iq3_xxs',
    output: 'q5_K',
    embedding: 'iq3_s',
    value: grouped('q4_K', 'iq3_s'),
    key: always('iq2_s'),
    query: always('iq2_s'),
    attentionOutput: (facts) => (facts.falcon ? null : facts.experts === 8 ? 'q5_K' : 'iq3_s'),
    down: when(PLACE.firstEighth, 'q4_K', 'q3_K'),
  },
  IQ2_M: veryLow('iq2_s', 'iq3_s', 'iq3_s', eightExperts('q5_K', 'iq3_s')),
  IQ2_S: veryLow('iq2_xs', 'iq3_s', 'iq3_s', eightExperts('q5_K', 'iq3_s')),
  IQ2_XS: veryLow('iq2_xs', 'q2_K', 'q2_K', eightExperts('q5_K')),
  IQ2_XXS: veryLow('iq2_xxs', 'q2_K', 'q2_K', eightExperts('q5_K')),
  IQ1_M: veryLow('iq1_m', 'q2_K', 'q2_K', eightExperts('q5_K', 'iq2_xxs')),
  IQ1_S: veryLow('iq1_s', 'q2_K', 'q2_K', eightExperts('q5_K', 'iq2_xxs')),
  MXFP4_MOE: { base: 'mxfp4', output: 'q8_0', expertsOnly: true },
} as const satisfies Readonly<Record<string, Mix>>;

export type MixId = keyof typeof MIXES;

export const MIX_IDS: readonly MixId[] = Object.keys(MIXES) as MixId[];

export function isMix(id: string): id is MixId {
  return Object.hasOwn(MIXES, id);
}

const FLOATS: ReadonlySet<string> = new Set(['f16', 'bf16']);

type Rule = (mix: Mix, facts: MixFacts, place: number, stacked: boolean) => string;

/** What a mix wants for a tensor of each category, before its row length is looked at. */
const RULES: { readonly [C in Category]: Rule } = {
  output: (mix, facts) => mix.output ?? (facts.falcon ? 'q8_0' : 'q6_K'),
  embedding: (mix, facts, place, stacked) => {
    if (facts.tied) return RULES.output(mix, facts, place, stacked);
    return mix.embedding ?? mix.base;
  },
  value: (mix, facts, place) => {
    const type = mix.value?.(facts, place) ?? mix.base;
    if (mix.veryLow) return type;
    if (facts.experts === 8) return 'q8_0';
    return facts.seventyB && (type === 'q3_K' || type === 'q4_K') ? 'q5_K' : type;
  },
  key: (mix, facts, place) => (facts.experts === 8 && !mix.veryLow ? 'q8_0' : (mix.key?.(facts, place) ?? mix.base)),
  query: (mix, facts, place) => mix.query?.(facts, place) ?? mix.base,
  'attention-output': (mix, facts, place) => mix.attentionOutput?.(facts, place) ?? mix.base,
  down: (mix, facts, place) => mix.down?.(facts, place) ?? mix.base,
  'gate-up': (mix, facts, place) => mix.gateUp?.(facts, place) ?? mix.base,
  other: (mix) => mix.base,
};

/** MXFP4_MOE quantizes what is stacked, the experts, and stores the rest in 8 bits. */
const expertsOnly: Rule = (mix, _facts, _place, stacked) => (stacked ? mix.base : 'q8_0');

/** What stands in for a type of 256-weight blocks when a row is not a multiple of 256. */
const FALLBACK: Readonly<Record<string, string>> = {
  iq1_s: 'iq4_nl',
  iq1_m: 'iq4_nl',
  iq2_xxs: 'iq4_nl',
  iq2_xs: 'iq4_nl',
  iq2_s: 'iq4_nl',
  iq3_xxs: 'iq4_nl',
  iq3_s: 'iq4_nl',
  iq4_xs: 'iq4_nl',
  q2_K: 'q4_0',
  q3_K: 'q4_0',
  q4_K: 'q5_0',
  q5_K: 'q5_1',
  q6_K: 'q8_0',
};

/** Type of one quantizable tensor in a mix. */
export function typeInMix(
  id: MixId,
  tensor: { readonly category: Category; readonly rowLength: number; readonly stacked: boolean },
  facts: MixFacts,
  place: number,
): string {
  const mix: Mix = MIXES[id];
  if (FLOATS.has(mix.base)) return mix.base;
  const { category, rowLength } = tensor;
  const rule = mix.expertsOnly ? expertsOnly : RULES[category];
  const type = rule(mix, facts, place, tensor.stacked);
  if (rowLength % 256 === 0) return type;
  if (rowLength % 32 !== 0) return 'f16';
  const isOutput = category === 'output' || (category === 'embedding' && facts.tied);
  return isOutput ? 'q8_0' : (FALLBACK[type] ?? type);
}
