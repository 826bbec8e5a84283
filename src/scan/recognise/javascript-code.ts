import type { ReferenceConfidence, ReferenceKind } from '../../domain/reference.ts';
import { defaultModelOf } from '../names/default-models.ts';
import { type Call, type Range, readPairs } from '../text/code-calls.ts';
import type { Token } from '../text/code-tokens.ts';
import type { Code } from '../text/source-file.ts';
import type { Candidate, Detection, NameSpace } from '../types.ts';
import { nothing, strong, weak } from './candidate.ts';
import { valuesOf } from './code-values.ts';
import { type Constant, readConstants } from './constants.ts';
import { HOSTED_CLASSES, REQUESTS } from './python-loaders.ts';

interface State {
  readonly tokens: readonly Token[];
  readonly constants: ReadonlyMap<string, Constant>;
  readonly used: Set<string>;
  readonly found: Candidate[];
  /** Libraries the file imports. */
  readonly imports: ReadonlySet<string>;
}

interface Emission {
  readonly space: NameSpace;
  readonly kind: ReferenceKind;
  readonly confidence: ReferenceConfidence;
  readonly isStrong: boolean;
  readonly extras?: Parameters<typeof strong>[5];
}

const USE: Emission = { space: 'hub', kind: 'use', confidence: 'high', isStrong: true };
const OLLAMA: Emission = { ...USE, space: 'ollama' };
const INFERENCE_METHODS =
  /^(?:textGeneration|textGenerationStream|chatCompletion|chatCompletionStream|textToImage|imageToText|imageToImage|textToVideo|textToSpeech|featureExtraction|summarization|translation|fillMask|questionAnswering|textClassification|tokenClassification|zeroShotClassification|automaticSpeechRecognition|audioClassification|imageClassification|objectDetection|imageSegmentation|sentenceSimilarity|visualQuestionAnswering|documentQuestionAnswering|tableQuestionAnswering)$/;
const OLLAMA_CLASSES = /^(?:ChatOllama|OllamaEmbeddings|Ollama|OllamaEmbedding|OllamaLLM|ChatOllamaFunctions)$/;
const OWN_CONSTANT = /^(?:[A-Z0-9_]*MODEL(?:_ID|_NAME)?|modelId|modelName|model_id|model|[a-z]\w*Model(?:Id|Name)?)$/;

/** JavaScript and TypeScript: transformers.js, Ollama's clients, WebLLM, node-llama-cpp, and clients of services. */
export function readJavaScript({ tokens, calls }: Code): Detection {
  const imports = new Set(
    tokens.flatMap((token, index) =>
      token.kind === 'string' && /^(?:from|import|require|\()$/.test(tokens[index - 1]?.text ?? '') ? [token.text] : [],
    ),
  );
  const state: State = { tokens, constants: readConstants(tokens, calls), used: new Set(), found: [], imports };
  for (const call of calls) readCall(state, call);
  readConfiguredModels(state);
  readRest(state);
  return { candidates: state.found };
}

const argument = (call: Call, index: number): Range | undefined => call.args[index]?.value;

/** A key of the object that is the call's argument at `index`. */
function option(state: State, call: Call, index: number, ...keys: readonly string[]): Range | undefined {
  const range = argument(call, index);
  if (range === undefined || state.tokens[range.from]?.text !== '{') return undefined;
  const pairs = readPairs(state.tokens, range.from);
  return keys.map((key) => pairs.find((pair) => pair.key === key)?.value).find((value) => value !== undefined);
}

function literal(state: State, range: Range | undefined): string | undefined {
  const [value] = range === undefined ? [] : valuesOf(state.tokens, range);
  return value?.kind === 'literal' ? value.text : undefined;
}

function readCall(state: State, call: Call): void {
  const { name, callee } = call;
  if (name === 'from_pretrained') {
    const isTokenizer = /(?:Tokenizer|Processor|FeatureExtractor)\w*\.from_pretrained$/.test(callee);
    const revision = literal(state, option(state, call, 1, 'revision'));
    emit(state, argument(call, 0), {
      ...USE,
      kind: isTokenizer ? 'tokenizer' : 'use',
      extras: revision === undefined ? {} : { revision },
    });
  } else if (name === 'pipeline' && callee === 'pipeline') readPipeline(state, call);
  else if (/^(?:CreateMLCEngine|CreateWebWorkerMLCEngine|CreateServiceWorkerMLCEngine)$/.test(name)) {
    const index = name === 'CreateMLCEngine' ? 0 : 1;
    emit(state, argument(call, index), { ...USE, space: 'webllm', confidence: 'medium' });
  } else if (OLLAMA_CLASSES.test(name))
    emit(state, option(state, call, 0, 'model', 'modelName') ?? plain(state, call), OLLAMA);
  else if (/^(?:ollama|createOllama)$/.test(name))
    emit(state, plain(state, call) ?? option(state, call, 0, 'model'), OLLAMA);
  else if (
    /(?:^|\.)ollama\w*\.(?:chat|generate|embed|embeddings|pull|show|create|embedding|languageModel|textEmbeddingModel)$/i.test(
      callee,
    )
  )
    emit(state, option(state, call, 0, 'model', 'from') ?? plain(state, call), OLLAMA);
  else if (INFERENCE_METHODS.test(name)) {
    const provider = literal(state, option(state, call, 0, 'provider')) ?? 'huggingface';
    emit(state, option(state, call, 0, 'model'), { ...USE, isStrong: false, extras: { provider } });
  } else if (/^(?:resolveModelFile|createModelDownloader|loadModel)$/.test(name))
    emit(state, plain(state, call) ?? option(state, call, 0, 'modelUri', 'modelPath'), {
      ...USE,
      space: 'uri',
      isStrong: false,
    });
  else if (
    /^(?:HuggingFaceTransformersEmbeddings|HuggingFaceTransformersEmbedding|HuggingFaceEmbedding|HuggingFaceInference\w*|TransformersEmbeddings)$/.test(
      name,
    )
  )
    emit(state, option(state, call, 0, 'model', 'modelName', 'modelType'), {
      ...USE,
      isStrong: false,
      ...(/Inference/.test(name) ? { extras: { provider: 'huggingface' } } : {}),
    });
  else if (/^(?:snapshotDownload|downloadFile|downloadFileToCacheDir)$/.test(name))
    emit(state, option(state, call, 0, 'repo'), { ...USE, isStrong: false });
  else {
    const provider = HOSTED_CLASSES.find(([pattern]) => pattern.test(name))?.[1];
    if (provider !== undefined && /^[A-Z]/.test(name))
      emit(state, option(state, call, 0, 'model', 'modelName') ?? plain(state, call), {
        ...USE,
        space: 'service',
        isStrong: false,
        extras: { provider },
      });
    else if (REQUESTS.test(callee))
      emit(state, option(state, call, 0, 'model', 'modelName'), {
        ...USE,
        kind: 'mention',
        confidence: 'low',
        isStrong: false,
      });
  }
}

/** The first argument, if it is no object. */
function plain(state: State, call: Call): Range | undefined {
  const range = argument(call, 0);
  return range === undefined || state.tokens[range.from]?.text === '{' ? undefined : range;
}

function readPipeline(state: State, call: Call): void {
  const second = argument(call, 1);
  // Streams have a `pipeline` as well; the library's begins with a task.
  if (literal(state, argument(call, 0)) === undefined && !usesTransformers(state)) return;
  if (literal(state, argument(call, 0)) === undefined && state.imports.size === 0) return;
  const isNone = second === undefined || /^(?:null|undefined)$/.test(state.tokens[second.from]?.text ?? '');
  if (second !== undefined && !isNone && state.tokens[second.from]?.text !== '{') {
    const revision = literal(state, option(state, call, 2, 'revision'));
    emit(state, second, { ...USE, extras: revision === undefined ? {} : { revision } });
    return;
  }
  const task = literal(state, argument(call, 0));
  const at = state.tokens[argument(call, 0)?.from ?? -1];
  const id = task === undefined ? undefined : defaultModelOf(task, 'transformers.js');
  if (id !== undefined && at !== undefined && usesTransformers(state))
    state.found.push(weak(at, id, 'hub', 'use', 'medium', { implicit: true, via: 'transformers.js' }));
}

/** `pipeline` is a common name; only the library's own has a default. A fragment without imports may be anything of it. */
function usesTransformers(state: State): boolean {
  return state.imports.size === 0 || [...state.imports].some((name) => /transformers/.test(name));
}

function emit(
  state: State,
  range: Range | undefined,
  { space, kind, confidence, isStrong, extras = {} }: Emission,
): void {
  if (range === undefined) return;
  for (const value of valuesOf(state.tokens, range)) {
    if (value.kind === 'literal') {
      state.found.push(
        (isStrong && !value.fallback ? strong : weak)(
          value.at,
          value.text,
          space,
          kind,
          value.fallback ? 'medium' : confidence,
          extras,
        ),
      );
      continue;
    }
    const constant = state.constants.get(value.name) ?? state.constants.get(value.name.replace(/^this\./, ''));
    if (constant !== undefined && value.name !== '') {
      state.used.add(constant.name);
      const [first] = constant.values;
      if (first !== undefined && constant.values.length === 1 && !constant.isDefault && !first.fallback)
        state.found.push(
          (isStrong ? strong : weak)(value.at, first.text, space, kind, confidence, {
            ...extras,
            width: value.name.length,
          }),
        );
      else for (const one of constant.values) state.found.push(weak(one.at, one.text, space, kind, 'medium', extras));
    } else if (isStrong) {
      const name = value.name.replace(/^\$/, '').replace(/[^\w.]/g, '') || 'expression';
      state.found.push(strong(value.at, `\${${name}}`, space, kind, 'medium', extras));
    }
  }
}

/** `{ provider: "ollama", model: "qwen3:8b" }` anywhere, and `provider: "openai"` beside a name to leave alone. */
function readConfiguredModels(state: State): void {
  const { tokens } = state;
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.text !== '{' || tokens[at]?.kind !== 'mark') continue;
    const next = tokens[at + 1];
    if (next === undefined || (next.kind !== 'name' && next.kind !== 'string') || tokens[at + 2]?.text !== ':')
      continue;
    const pairs = readPairs(tokens, at);
    const model = pairs.find((pair) => pair.key === 'model' || pair.key === 'modelName');
    if (model === undefined) continue;
    const provider = literal(state, pairs.find((pair) => pair.key === 'provider')?.value);
    if (provider !== undefined && /^ollama$/i.test(provider)) emit(state, model.value, OLLAMA);
    else if (provider !== undefined && /^(?:openai|anthropic|google|groq|mistral|azure)/i.test(provider))
      for (const value of valuesOf(tokens, model.value))
        if (value.kind === 'literal') state.found.push(nothing(value.at));
  }
}

/** `process.env.MODEL ?? "ORG/NAME"`, `import.meta.env`, and constants named for a model that nothing above used. */
function readRest(state: State): void {
  for (const constant of state.constants.values()) {
    if (state.used.has(constant.name)) continue;
    for (const value of constant.values)
      if (OWN_CONSTANT.test(constant.name))
        state.found.push(weak(value.at, value.text, /ollama/i.test(constant.name) ? 'ollama' : 'hub', 'use', 'medium'));
  }
  const { tokens } = state;
  for (let at = 2; at + 2 < tokens.length; at += 1) {
    const [name, mark, fallback] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (
      name?.kind !== 'name' ||
      !/MODEL/.test(name.text) ||
      tokens[at - 1]?.text !== '.' ||
      tokens[at - 2]?.text !== 'env'
    )
      continue;
    if ((mark?.text === '??' || mark?.text === '||') && fallback?.kind === 'string' && fallback.dynamic !== true)
      state.found.push(weak(fallback, fallback.text, /OLLAMA/.test(name.text) ? 'ollama' : 'hub', 'use', 'medium'));
  }
}
