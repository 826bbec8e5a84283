import type { ReferenceKind } from '../../domain/reference.ts';
import type { Entry } from '../text/entry.ts';
import { pathOf, sibling } from '../text/entry.ts';
import type { Candidate, NameSpace } from '../types.ts';
import { nothing, strong, weak } from './candidate.ts';
import { MODEL_VARIABLE, readDraft } from './command-values.ts';

interface KeyRule {
  readonly key: RegExp;
  readonly space: NameSpace;
  readonly kind: ReferenceKind;
  readonly strong: boolean;
}

const rule = (key: RegExp, kind: ReferenceKind = 'use', isStrong = true, space: NameSpace = 'hub'): KeyRule => ({
  key,
  space,
  kind,
  strong: isStrong,
});

/** Keys of configuration files whose value is a model. The first that fits decides. */
const KEYS: readonly KeyRule[] = [
  rule(/^(?:base_model|base_model_name_or_path|baseModel|base_model_id|base_model_config)$/, 'base'),
  rule(/^(?:(?:pretrained_)?model_name_or_(?:path|dir)|pretrained_model|model_path_or_id)$/),
  rule(
    /^(?:hf_model_id|model_source|model_id|modelId|modelURL|modelUrl|modelUri|model_uri|storageUri|storage_uri|hfModelId|hfRepo|hf_repo|huggingFaceModelId|huggingface_model_id)$/,
  ),
  rule(/^(?:model|model_path|modelPath|model_name|model_tag)$/),
  rule(/^(?:tokenizer(?:_config|_name|_name_or_path|_model|_path|_id)?|tokenizerName)$/, 'tokenizer', false),
  rule(
    /^(?:speculative_model|draft_model|draftModel|assistant_model|speculative_draft_model_path|draft_model_path)$/,
    'draft',
  ),
  rule(
    /^(?:adapter_name_or_path|adapter_path|peft_model_id|lora_model_dir|lora_repo|lora_path|lora_model)$/,
    'adapter',
    false,
  ),
  rule(/^(?:teacher_model(?:_name_or_path)?|ref_model(?:_name_or_path)?|teacher_name_or_path)$/, 'base'),
  rule(
    /^(?:repo_id|repoId|hf_repo_id|hf_model_repo|hf_model|hf_path|checkpoint|pretrained|from_pretrained|model_repo|model_repo_id)$/,
    'use',
    false,
  ),
  rule(/^[a-z]\w{0,60}_(?:model|model_id|model_path|model_name_or_path|model_repo)$/, 'use', false),
  rule(/^[a-z][A-Za-z]{0,60}(?:Model|ModelId|ModelID)$/, 'use', false),
  rule(/^(?:uri|url|source|image_model|modelImage|artifact|artifactUri|ref|href|download_url)$/, 'use', false, 'uri'),
];

/** Names a server gives out, results, uploads, types: never what is loaded. */
const NEVER =
  /^(?:served_model(?:_name)?|served-model-name|output_model|save_model|new_model|merged_model|export_model|target_model|data_model|view_model|car_model|device_model|hub_model_id|hubModelId|model_type|model_family|model_class|model_alias)$/;

/** What a whole file says about its keys. */
export interface KeyProfile {
  readonly via?: string;
  /** Kind of `model_name_or_path` and its like; some tools train, others serve. */
  readonly kind?: ReferenceKind;
  /** Kind of `base_model`. */
  readonly baseKind?: ReferenceKind;
  /** `model` is read as LiteLLM does. */
  readonly space?: NameSpace;
}

/** Under these keys nothing is a model: data, images, actions. */
const FOREIGN =
  /^(?:datasets?|eval_datasets?|data|dataset_mixer|test_datasets|dataset_info|docker|schema|properties|definitions)$/i;

/** The candidate of a `key: value` pair, if the key is one for models. */
export function readKey(entry: Entry, profile: KeyProfile = {}): readonly Candidate[] {
  if (entry.form !== 'pair' || entry.value === '' || entry.value.length > 500) return [];
  const key = entry.key.replaceAll('-', '_');
  if (NEVER.test(key)) return [];
  if (/^(?:speculative_config|speculativeConfig)$/.test(key) && entry.value.includes('{'))
    return readDraft(entry, entry.value);
  if (isDataset(entry) || pathOf(entry).some((part) => FOREIGN.test(part))) return [];
  if (entry.scope.key === 'speculative_config' && key === 'model') return [strong(entry, entry.value, 'hub', 'draft')];
  if (MODEL_VARIABLE.test(key)) return [strong(entry, entry.value)];
  const found = KEYS.find((one) => one.key.test(key));
  if (found === undefined) return [];
  // Behind a source, the id is what a server calls it.
  if (
    /^(?:model_id|model_name)$/.test(key) &&
    sibling(entry, 'model_source', 'model_path', 'hf_model_id') !== undefined
  )
    return [nothing(entry)];
  const provider = providerOf(entry);
  if (provider !== undefined && found.space === 'hub') {
    if (provider.space === 'ollama') return [strong(entry, entry.value, 'ollama', 'use', 'high', { via: 'ollama' })];
    if (provider.space === 'hosted') return [nothing(entry)];
  }
  const kind =
    key === 'base_model' || key === 'base_model_name_or_path'
      ? (profile.baseKind ?? found.kind)
      : found.kind === 'use'
        ? (profile.kind ?? 'use')
        : found.kind;
  const space = found.space === 'hub' ? (profile.space ?? 'hub') : found.space;
  const revision = sibling(entry, 'revision', 'model_revision', 'hf_revision');
  const extras = {
    ...(revision === undefined || kind === 'tokenizer' ? {} : { revision }),
    ...(profile.via === undefined ? {} : { via: profile.via }),
  };
  return [
    ((found.strong && !isLocalKey(key, entry.value)) || (space === 'uri' && servesStore(entry)) ? strong : weak)(
      entry,
      entry.value,
      space,
      kind,
      'high',
      extras,
    ),
  ];
}

/** An address in a store is a model where the mapping says how it is served. */
const servesStore = (entry: Entry): boolean =>
  /^(?:s3|gs|pvc|oss|az):\/\//i.test(entry.value) &&
  sibling(entry, 'engine', 'resourceProfile', 'features', 'minReplicas') !== undefined;

/** `model: name` of a schema, a folder `model_path: /srv/x` of a mount: not worth a warning. */
const isLocalKey = (key: string, value: string): boolean =>
  /^model_(?:path|name)$|^modelPath$/.test(key) && !/[$]/.test(value);

function isDataset(entry: Entry): boolean {
  return /^(?:dataset|space)s?$/.test(sibling(entry, 'repo_type', 'repoType', 'type') ?? '');
}

interface Provider {
  readonly space: 'ollama' | 'hosted' | 'hub';
}

const OWN_SERVERS =
  /^(?:vllm|sglang|tgi|huggingface|hf|huggingface-tgi|transformers|local|lmstudio|lm-studio|llama\.?cpp|openai-compatible|custom|self-hosted|tei|infinity|mlx|text-gen-webui)$/i;
const NO_SERVICE =
  /^(?:openai|azure|anthropic|google|gemini|bedrock|cohere|mistral|groq|together|fireworks|openrouter|deepseek|deepinfra|perplexity|xai|replicate|nvidia|watsonx|vertexai|sagemaker|cerebras|novita|siliconflow|moonshot|zhipu|dashscope|volcengine)/i;

/** Who runs the model, from the same mapping. */
function providerOf(entry: Entry): Provider | undefined {
  const name = sibling(
    entry,
    'provider',
    'engine',
    'backend',
    'llm_provider',
    'embedding_provider',
    'api_type',
    'apiType',
    'type',
    'kind',
  );
  if (name === undefined) return undefined;
  if (/^ollama$/i.test(name)) return { space: 'ollama' };
  if (OWN_SERVERS.test(name)) return { space: 'hub' };
  return NO_SERVICE.test(name) ? { space: 'hosted' } : undefined;
}
