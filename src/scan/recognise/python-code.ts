import type { ModelArtifact, ReferenceConfidence, ReferenceKind } from '../../domain/reference.ts';
import { defaultModelOf } from '../names/default-models.ts';
import { isLocalPath } from '../names/local-paths.ts';
import { type Argument, type Call, type Range, readPairs } from '../text/code-calls.ts';
import type { Token } from '../text/code-tokens.ts';
import type { Code } from '../text/source-file.ts';
import type { Candidate, Detection, NameSpace } from '../types.ts';
import { nothing, strong, weak } from './candidate.ts';
import { valuesOf } from './code-values.ts';
import { MODEL_VARIABLE } from './command-values.ts';
import { type Constant, readConstants } from './constants.ts';
import { HOSTED_CLASSES, MODEL_KEYWORD, NO_LOADER, PYTHON_LOADERS, REQUESTS } from './python-loaders.ts';
import { writtenBy } from './python-writes.ts';
import { upload } from './uploads.ts';

/** Names of constants and parameters that hold a model; not its kind, its folder or what it is served as. */
const MODEL_NAME =
  /(?:^|_)(?:model|models?_id|checkpoint|repo_id|llm|embedder|embedding|reranker|tokenizer)(?:_|$)|MODEL/i;
const NOT_A_NAME =
  /type|class|dir(?:ectory)?$|folder|config|served|output|save|target|new_|hub|push|format|list$|provider|scope|version|dtype|prompt|file|hash|cache|format|dim|size|token$|url|key|tag$|table|schema|view|context/i;

interface State {
  readonly tokens: readonly Token[];
  readonly constants: ReadonlyMap<string, Constant>;
  /** Constants reported where they are used. */
  readonly used: Set<string>;
  /** Folders and names that the script writes. */
  readonly written: ReadonlySet<string>;
  readonly found: Candidate[];
}

export function readPython({ tokens, calls }: Code, file: string): Detection {
  const constants = readConstants(tokens, calls);
  const state: State = { tokens, constants, used: new Set(), written: writtenBy(tokens, calls), found: [] };
  const artifacts: ModelArtifact[] = [];
  for (const call of calls) {
    if (/push_to_hub$|(?:upload_(?:file|folder|large_folder)|create_repo)$/.test(call.name))
      artifacts.push(...readUpload(state, call, file));
    readCall(state, call);
  }
  readDictionaries(state);
  readRest(state, calls);
  return { candidates: state.found, artifacts };
}

const keyword = (call: Call, ...names: readonly string[]): Argument | undefined =>
  names.map((name) => call.args.find((arg) => arg.name === name)).find((arg) => arg !== undefined);
const positional = (call: Call, index: number): Argument | undefined =>
  call.args.filter((arg) => arg.name === undefined)[index];

function literal(state: State, range: Range | undefined): string | undefined {
  const [value] = range === undefined ? [] : valuesOf(state.tokens, range);
  return value?.kind === 'literal' ? value.text : undefined;
}

function readUpload(state: State, call: Call, file: string): readonly ModelArtifact[] {
  if (/^(?:dataset|space)$/.test(literal(state, keyword(call, 'repo_type')?.value) ?? '')) return [];
  const arg =
    keyword(call, 'repo_id', 'repo_name') ??
    (/push_to_hub|create_repo/.test(call.name) ? positional(call, 0) : undefined);
  const at = arg === undefined ? undefined : state.tokens[arg.value.from];
  const name = literal(state, arg?.value);
  return name === undefined || at === undefined ? [] : upload(at, name, file);
}

function readCall(state: State, call: Call): void {
  const repoType = literal(state, keyword(call, 'repo_type')?.value);
  if (NO_LOADER.test(call.callee) || /^(?:dataset|space)$/.test(repoType ?? '')) {
    if (call.name === 'add_argument') readOption(state, call);
    else for (const arg of call.args) claim(state, arg.value);
    return;
  }
  if (state.tokens[call.at - 2]?.text === 'def' || state.tokens[call.at - 2]?.text === 'class') return;
  if (REQUESTS.test(call.callee)) {
    const model = keyword(call, 'model', 'model_name');
    if (model !== undefined)
      emit(state, model.value, { space: 'hub', kind: 'mention', confidence: 'low', isStrong: false });
    return;
  }
  const service = HOSTED_CLASSES.find(([pattern]) => pattern.test(call.name))?.[1];
  const provider = service ?? serviceOf(state, call);
  const loader = PYTHON_LOADERS.find((one) => one.call.test(call.callee));
  const revision = literal(state, keyword(call, 'revision')?.value);
  const extras = { ...(revision === undefined ? {} : { revision }), ...(provider === undefined ? {} : { provider }) };
  let main: Argument | undefined;
  if (loader !== undefined) {
    main =
      keyword(call, ...loader.keywords) ??
      (loader.position === undefined ? undefined : positional(call, loader.position));
    const isCertain =
      /from_pretrained|from_quantized|_download$|^(?:LLM|SentenceTransformer|CrossEncoder|ChatOllama)/.test(call.name);
    if (main !== undefined)
      emit(state, main.value, {
        space: service === undefined ? loader.space : 'service',
        kind: loader.kind,
        confidence: 'high',
        isStrong: isCertain,
        ...(loader.paths === true ? { paths: true as const } : {}),
        extras: { ...extras, ...(loader.defaultOwner === undefined ? {} : { defaultOwner: loader.defaultOwner }) },
      });
    else if (call.name === 'pipeline') readPipeline(state, call);
  }
  const hasSource = keyword(call, 'model_source', 'hf_model_id') !== undefined;
  for (const arg of call.args) {
    if (arg === main || arg.name === undefined) continue;
    if (arg.name === 'speculative_config') readDraft(state, arg.value);
    else if (MODEL_KEYWORD.test(arg.name) && !(hasSource && /^(?:model_id|model_name)$/.test(arg.name))) {
      const kind = /tokenizer/.test(arg.name)
        ? 'tokenizer'
        : /draft|speculative/.test(arg.name)
          ? 'draft'
          : /base_model/.test(arg.name)
            ? 'base'
            : 'use';
      const space = service === undefined ? 'hub' : 'service';
      emit(state, arg.value, { space, kind, confidence: 'high', isStrong: false, extras, literalOnly: true });
    } else if (MODEL_KEYWORD.test(arg.name)) claim(state, arg.value);
  }
}

/** Who answers the calls of a client of the hub; without a name it is the hub, whose terms are those of the weights. */
function serviceOf(state: State, call: Call): string | undefined {
  if (!/InferenceClient|HuggingFaceEndpoint/.test(call.name)) return undefined;
  return literal(state, keyword(call, 'provider')?.value);
}

interface Emission {
  readonly space: NameSpace;
  readonly kind: ReferenceKind;
  readonly confidence: ReferenceConfidence;
  readonly isStrong: boolean;
  readonly extras?: Parameters<typeof strong>[5];
  /** A literal path is a model nobody can read. */
  readonly paths?: true;
  /** Names of other places are left to those places. */
  readonly literalOnly?: true;
}

function emit(
  state: State,
  range: Range,
  { space, kind, confidence, isStrong, extras = {}, paths, literalOnly }: Emission,
): void {
  for (const value of valuesOf(state.tokens, range)) {
    if (value.kind === 'literal') {
      if (state.written.has(value.text)) state.found.push(nothing(value.at));
      else {
        const grade = value.fallback ? 'medium' : confidence;
        const make = isStrong || paths === true || (space === 'ollama' && !value.fallback) ? strong : weak;
        state.found.push(make(value.at, value.text, space, kind, grade, extras));
      }
      continue;
    }
    const constant =
      state.constants.get(value.name) ?? state.constants.get(value.name.replace(/^(?:self|cls|this)\./, ''));
    if (constant !== undefined && value.name !== '') {
      const [first] = constant.values;
      state.used.add(constant.name);
      // One fixed value is reported at its use; several, and defaults, where they are written.
      if (first !== undefined && constant.values.length === 1 && !constant.isDefault && !first.fallback) {
        if (!state.written.has(first.text))
          state.found.push(
            (isStrong ? strong : weak)(value.at, first.text, space, kind, confidence, {
              ...extras,
              width: value.name.length,
            }),
          );
      } else for (const one of constant.values) state.found.push(weak(one.at, one.text, space, kind, 'medium', extras));
    } else if (isStrong && literalOnly === undefined) {
      state.found.push(
        strong(
          value.at,
          `\${${value.name.replace(/^\$/, '').replace(/[^\w.]/g, '') || 'expression'}}`,
          space,
          kind,
          'medium',
          { ...extras, width: Math.max(value.name.length, 1) },
        ),
      );
    }
  }
}

function claim(state: State, range: Range): void {
  for (const value of valuesOf(state.tokens, range)) if (value.kind === 'literal') state.found.push(nothing(value.at));
}

function readPipeline(state: State, call: Call): void {
  const task = keyword(call, 'task') ?? positional(call, 0);
  const name = literal(state, task?.value);
  const at = task === undefined ? undefined : state.tokens[task.value.from];
  const id = name === undefined ? undefined : defaultModelOf(name, 'transformers');
  if (id !== undefined && at !== undefined)
    state.found.push(weak(at, id, 'hub', 'use', 'medium', { implicit: true, via: 'transformers' }));
}

function readDraft(state: State, range: Range): void {
  if (state.tokens[range.from]?.text !== '{') return;
  for (const pair of readPairs(state.tokens, range.from))
    if (pair.key === 'model')
      emit(state, pair.value, { space: 'hub', kind: 'draft', confidence: 'high', isStrong: true });
}

/** `add_argument("--model", default="ORG/NAME")`. */
function readOption(state: State, call: Call): void {
  const names = call.args.filter((arg) => arg.name === undefined).map((arg) => literal(state, arg.value) ?? '');
  const isModel = names.some(
    (name) => /^--?[\w-]*(?:model|tokenizer|checkpoint|repo)[\w-]*$/.test(name) && !NOT_A_NAME.test(name),
  );
  const value = keyword(call, 'default');
  if (isModel && value !== undefined)
    emit(state, value.value, { space: 'hub', kind: 'use', confidence: 'medium', isStrong: false });
}

/** Environment of a container and other dictionaries with typed keys. */
function readDictionaries(state: State): void {
  const { tokens } = state;
  for (let at = 0; at + 2 < tokens.length; at += 1) {
    const [key, colon] = [tokens[at], tokens[at + 1]];
    if (key?.kind !== 'string' || colon?.text !== ':') continue;
    const typed =
      MODEL_VARIABLE.test(key.text) ||
      /^(?:model_source|base_model|base_model_name_or_path|model_name_or_path|hf_model_id|repo_id|pretrained_model_name_or_path)$/.test(
        key.text,
      );
    if (typed)
      emit(
        state,
        { from: at + 2, to: valueEnd(tokens, at + 2) },
        {
          space: 'hub',
          kind: /^base/.test(key.text) ? 'base' : 'use',
          confidence: 'high',
          isStrong: false,
          literalOnly: true,
        },
      );
    else if (/^(?:ollama_model)$/i.test(key.text))
      emit(
        state,
        { from: at + 2, to: valueEnd(tokens, at + 2) },
        { space: 'ollama', kind: 'use', confidence: 'high', isStrong: false, literalOnly: true },
      );
  }
}

function valueEnd(tokens: readonly Token[], from: number): number {
  let at = from;
  for (let depth = 0; at < tokens.length; at += 1) {
    const text = tokens[at]?.kind === 'mark' ? tokens[at]?.text : '';
    if (depth === 0 && (text === ',' || text === '}')) return at;
    if (text === '(' || text === '[' || text === '{') depth += 1;
    else if (text === ')' || text === ']' || text === '}') depth -= 1;
    if (depth < 0) return at;
  }
  return at;
}

/** Constants that nothing used as a model, and defaults of the environment wherever they stand. */
function readRest(state: State, calls: readonly Call[]): void {
  for (const constant of state.constants.values()) {
    const isModel = MODEL_NAME.test(constant.name) && !NOT_A_NAME.test(constant.name);
    if (!isModel || state.used.has(constant.name)) continue;
    for (const value of constant.values)
      if (!state.written.has(value.text) && !isLocalPath(value.text))
        state.found.push(
          weak(
            value.at,
            value.text,
            /ollama/i.test(constant.name) ? 'ollama' : 'hub',
            'use',
            value.fallback || constant.isDefault ? 'medium' : 'high',
          ),
        );
  }
  for (const call of calls) {
    const shift = call.name === 'getattr' ? 1 : 0;
    if (!/^(?:getenv|get|env|pop|setdefault|getattr)$/.test(call.name)) continue;
    const [name, fallback] = [positional(call, shift), positional(call, shift + 1) ?? keyword(call, 'default')];
    if (
      !/(?:^|_)(?:model|tokenizer)(?:$|_id$|_name)|MODEL/i.test(literal(state, name?.value) ?? '') ||
      fallback === undefined
    )
      continue;
    for (const value of valuesOf(state.tokens, fallback.value))
      if (value.kind === 'literal')
        state.found.push(
          weak(
            value.at,
            value.text,
            /OLLAMA/.test(literal(state, name?.value) ?? '') ? 'ollama' : 'hub',
            'use',
            'medium',
          ),
        );
  }
}
