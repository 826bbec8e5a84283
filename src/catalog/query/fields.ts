import type { LicenseCategory, LicenseSpec } from '../../domain/license.ts';
import type { LanguageGrade, ModelSpec } from '../../domain/model.ts';

/** What fields need beside the model. */
export interface QueryContext {
  readonly licenses: ReadonlyMap<string, LicenseSpec>;
}

interface FieldBase {
  readonly name: string;
  readonly description: string;
  readonly example: string;
}

/** A field whose answer is a set of words, lower case. `name:value` asks for one of them; `name` alone for any of `bare`. */
interface SetField extends FieldBase {
  readonly type: 'set';
  /** All words there are; open where absent: then a `*` stands for anything. */
  readonly values?: readonly string[];
  readonly bare?: readonly string[];
  readonly read: (model: ModelSpec, context: QueryContext) => readonly string[];
}

interface NumberField extends FieldBase {
  readonly type: 'parameters' | 'tokens';
  readonly read: (model: ModelSpec, context: QueryContext) => number | null;
}

interface DateField extends FieldBase {
  readonly type: 'date';
  readonly read: (model: ModelSpec, context: QueryContext) => string | null;
}

/** A field that grades subjects: `name:subject` asks for `enough`, `name:subject>=grade` for more or less. */
interface GradeField extends FieldBase {
  readonly type: 'grade';
  /** Worst first. */
  readonly grades: readonly string[];
  readonly synonyms: Readonly<Record<string, string>>;
  readonly enough: string;
  readonly read: (model: ModelSpec, subject: string) => string | null;
}

export type QueryField = SetField | NumberField | DateField | GradeField;

const PERMISSIVE: ReadonlySet<LicenseCategory> = new Set<LicenseCategory>([
  'permissive',
  'permissive-attribution',
  'permissive-notice',
  'public-domain',
]);

const lower = (values: readonly string[]): readonly string[] => values.map((value) => value.toLowerCase());
const yesNo = (value: boolean): readonly string[] => [value ? 'yes' : 'no'];

type Flag<N extends string> = SetField & { readonly name: N };
type ReadFlag = (model: ModelSpec) => readonly string[];

/** Yes or no: the name alone asks for yes. */
function flag<const N extends string>(name: N, description: string, example: string, read: ReadFlag): Flag<N> {
  return { name, type: 'set', values: ['yes', 'no'], bare: ['yes'], description, example, read };
}

/** A flag that may be unknown: then it is neither yes nor no. */
function doubtful<const N extends string>(name: N, description: string, example: string, read: ReadFlag): Flag<N> {
  return { ...flag(name, description, example, read), values: ['yes', 'no', 'unknown'] };
}

const isMoe = (model: ModelSpec): boolean => model.architecture.kinds.some((kind) => kind.feedForward.kind === 'moe');

const GRADES = ['none', 'incidental', 'supported', 'native'] as const satisfies readonly LanguageGrade[];

/** Every field of the query language, in the order the help shows them. */
export const QUERY_FIELDS = [
  {
    name: 'family',
    type: 'set',
    description: 'Line of models: llama, qwen, mistral, …',
    example: 'family:qwen,llama',
    read: (model) => [model.family],
  },
  {
    name: 'series',
    type: 'set',
    description: 'Generation inside the family; quote names with spaces, * stands for anything.',
    example: 'series:"qwen 3*"',
    read: (model) => [model.series.toLowerCase()],
  },
  {
    name: 'name',
    type: 'set',
    description: 'Hub id, with or without its owner, or an alias; * stands for anything.',
    example: 'name:*coder*',
    read: (model) => lower([model.id, model.id.slice(model.id.indexOf('/') + 1), model.name, ...model.aliases]),
  },
  {
    name: 'publisher',
    type: 'set',
    description: 'Who released it.',
    example: 'publisher:mistral*',
    read: (model) => lower([model.publisher, model.id.slice(0, model.id.indexOf('/'))]),
  },
  {
    name: 'role',
    type: 'set',
    values: ['base', 'instruct', 'reasoning', 'coder', 'vision', 'embedding', 'reranker', 'guard'],
    description: 'What the checkpoint was made for.',
    example: 'role:instruct,reasoning',
    read: (model) => [model.role],
  },
  {
    name: 'status',
    type: 'set',
    values: ['current', 'superseded', 'legacy', 'withdrawn'],
    description: 'Where it stands in its line.',
    example: 'status:current',
    read: (model) => [model.status],
  },
  {
    name: 'params',
    type: 'parameters',
    description: 'Parameters in total; b = 10^9, exact: Qwen3-14B has 14.8b.',
    example: 'params<=14b',
    read: (model) => model.parameters.total,
  },
  {
    name: 'active',
    type: 'parameters',
    description: 'Parameters one token passes.',
    example: 'active<4b',
    read: (model) => model.parameters.active,
  },
  {
    name: 'context',
    type: 'tokens',
    description: 'Longest context in tokens, extensions included; 32k stands for 32 000 to 32 768.',
    example: 'context>=128k',
    read: (model) => Math.max(model.context.native, model.context.extended?.tokens ?? 0),
  },
  {
    name: 'license',
    type: 'set',
    description:
      'License id, its category, or a class: permissive, commercial (allowed, with or without conditions), osi, any.',
    example: 'license:commercial',
    read: (model, context) => licenseWords(context.licenses.get(model.license.id), model.license.id),
  },
  {
    name: 'language',
    type: 'grade',
    grades: GRADES,
    synonyms: { strong: 'native', weak: 'incidental' },
    enough: 'supported',
    description: 'Grade in a language: none, incidental (weak), supported, native (strong). Alone: at least supported.',
    example: 'language:zh>=strong',
    read: (model, subject) => model.languages[subject] ?? null,
  },
  flag('moe', 'Has routed experts.', 'not moe', (model) => yesNo(isMoe(model))),
  flag('dense', 'Has no routed experts.', 'dense', (model) => yesNo(!isMoe(model))),
  flag('vision', 'Takes images.', 'vision', (model) => yesNo(model.modalities.includes('vision'))),
  flag('audio', 'Takes sound.', 'audio', (model) => yesNo(model.modalities.includes('audio'))),
  doubtful('tools', 'Calls tools.', 'tools', (model) => [model.capabilities.tools]),
  {
    name: 'reasoning',
    type: 'set',
    values: ['none', 'toggle', 'always'],
    bare: ['toggle', 'always'],
    description: 'Thinks before it answers: never, on demand, always.',
    example: 'reasoning:toggle',
    read: (model) => [model.capabilities.reasoning],
  },
  flag('code', 'Specialised in code.', 'code', (model) => yesNo(model.capabilities.code === 'specialised')),
  flag('math', 'Specialised in mathematics.', 'math', (model) => yesNo(model.capabilities.math === 'specialised')),
  flag('fim', 'Fills in the middle.', 'fim', (model) => [model.capabilities.fim]),
  {
    name: 'released',
    type: 'date',
    description: 'Release date; a year or a month stands for all its days. Unknown dates match nothing.',
    example: 'released>=2025-04',
    read: (model) => model.released ?? null,
  },
  doubtful('gated', 'The hub asks for consent before the download.', 'gated:no', (model) => [model.license.gated]),
  {
    name: 'engine',
    type: 'set',
    values: ['llama.cpp', 'ollama', 'vllm', 'sglang', 'tgi', 'mlx-lm'],
    description: 'Engines known to load it.',
    example: 'engine:vllm',
    read: (model) => Object.keys(model.engines),
  },
  {
    name: 'format',
    type: 'set',
    values: ['gguf', 'safetensors', 'gptq', 'awq', 'fp8', 'int8', 'nvfp4', 'mxfp4', 'bnb', 'mlx', 'exl3'],
    description: 'Formats its weights are published in.',
    example: 'format:awq',
    read: (model) => model.weights.map((offer) => offer.format),
  },
  {
    name: 'quantization',
    type: 'set',
    description: 'Quantizations whose files are published: a format, or an id such as q4_k_m.',
    example: 'quantization:q4_k_m',
    read: (model) => model.weights.flatMap((offer) => [offer.format, ...lower(Object.keys(offer.files ?? {}))]),
  },
  flag('ollama', 'Is in the library of Ollama.', 'ollama', (model) => yesNo(model.engines.ollama?.tag !== undefined)),
] as const satisfies readonly QueryField[];

const BY_NAME: ReadonlyMap<string, QueryField> = new Map(QUERY_FIELDS.map((field) => [field.name, field]));

export function findField(name: string): QueryField | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** An unknown license has its id and nothing else: no class is guessed. */
function licenseWords(license: LicenseSpec | undefined, id: string): readonly string[] {
  if (license === undefined) return [id.toLowerCase(), 'any'];
  const words = [license.id, ...license.aliases, license.category, 'any'];
  if (PERMISSIVE.has(license.category)) words.push('permissive');
  const { allowed } = license.commercialUse;
  if (allowed === 'yes' || allowed === 'conditional') words.push('commercial');
  if (license.openness.osiApproved) words.push('osi');
  return lower(words);
}
