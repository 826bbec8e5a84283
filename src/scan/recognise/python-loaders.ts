import type { ReferenceKind } from '../../domain/reference.ts';
import type { NameSpace } from '../types.ts';

/** How a call takes the model it loads. */
export interface Loader {
  readonly call: RegExp;
  /** Position of the model among the positional arguments; absent: by keyword only. */
  readonly position?: number;
  readonly keywords: readonly string[];
  readonly space: NameSpace;
  readonly kind: ReferenceKind;
  /** Whose one-word names it takes. */
  readonly defaultOwner?: string;
  /** It takes files as well: a path is a model nobody can read. */
  readonly paths?: true;
}

const MODEL_KEYWORDS = [
  'model',
  'model_name',
  'model_id',
  'repo_id',
  'model_name_or_path',
  'pretrained_model_name_or_path',
  'model_path',
];

const loader = (call: RegExp, rest: Partial<Loader> = {}): Loader => ({
  call,
  position: 0,
  keywords: MODEL_KEYWORDS,
  space: 'hub',
  kind: 'use',
  ...rest,
});

/** Matched against the whole callee; the first that fits decides. */
export const PYTHON_LOADERS: readonly Loader[] = [
  loader(/(?:Tokenizer\w*|Processor\w*|FeatureExtractor\w*)\.from_pretrained$/, { kind: 'tokenizer' }),
  loader(/Peft\w*\.from_pretrained$/, { position: 1, keywords: ['model_id'], kind: 'adapter' }),
  loader(/PeftConfig\.from_pretrained$|\.load_adapter$|\.load_lora_weights$/, { kind: 'adapter' }),
  loader(/(?:^|\.)(?:from_pretrained|from_quantized|from_model_id)$/, { paths: true }),
  loader(
    /(?:^|\.)(?:SentenceTransformer|SentenceTransformerEmbeddingFunction|HuggingFaceEmbeddings|HuggingFaceEmbedding|SentenceTransformerEmbeddings)$/,
    {
      defaultOwner: 'sentence-transformers',
    },
  ),
  loader(
    /(?:^|\.)(?:CrossEncoder|HuggingFaceCrossEncoder|FlagModel|BGEM3FlagModel|FlagReranker|FlagLLMReranker|FlagAutoModel|TextEmbedding|HuggingFaceBgeEmbeddings|HuggingFaceInstructEmbeddings|SparseEncoder)$/,
  ),
  loader(
    /(?:^|\.)(?:snapshot_download|hf_hub_download|cached_download|try_to_load_from_cache|hf_hub_url|model_info|load_checkpoint_and_dispatch)$/,
  ),
  loader(
    /(?:^|\.)(?:LLM|AsyncLLM|EngineArgs|AsyncEngineArgs|SamplingEngine|Engine|Runtime|TRTLLM|HuggingFacePipeline|HuggingFaceLLM|HuggingFaceEndpoint|InferenceClient|AsyncInferenceClient|TransformersModel|VLLMModel|MLXModel|HfApiModel|InferenceClientModel|TGIModel|HFModel|VLLM|Vllm|SGLang)$/,
  ),
  loader(/(?:^|\.)\w*(?:Ranker|Embedder|Generator|Evaluator|Reranker|Reader)$/),
  loader(
    /(?:^|\.)(?:SFTTrainer|DPOTrainer|GRPOTrainer|ORPOTrainer|KTOTrainer|RewardTrainer|PPOTrainer|CPOTrainer|RLOOTrainer|GKDTrainer)$/,
    { keywords: ['model'], kind: 'base' },
  ),
  loader(/(?:^|\.)(?:ModelId|transformers|Transformers)$/),
  loader(/(?:^|\.)pipeline$/, { position: 1, keywords: ['model'] }),
  loader(
    /(?:^|\.)(?:ChatOllama|OllamaEmbeddings|OllamaEmbedding|OllamaLLM|Ollama|OllamaModel|OllamaChatGenerator|OllamaGenerator|OllamaTextEmbedder|OllamaDocumentEmbedder|OllamaEmbeddingFunction|OllamaMultiModal|OllamaChatCompletionClient)$/,
    {
      keywords: ['model', 'model_name', 'model_id'],
      space: 'ollama',
    },
  ),
  loader(/(?:^|\.)ollama\.(?:chat|generate|embed|embeddings|pull|show|create)$/, {
    keywords: ['model', 'from_'],
    space: 'ollama',
  }),
  loader(
    /(?:^|\.)(?:litellm\.)?(?:a?completion|a?embedding)$|(?:^|\.)(?:ChatLiteLLM|LiteLLM|LiteLLMModel|LiteLlm|dspy\.LM)$/,
    { keywords: ['model', 'model_id'], space: 'litellm' },
  ),
  loader(/(?:^|\.)(?:Llama|LlamaCpp|LlamaCPP|CTransformers|GPT4All|LlamaCppEmbeddings)$/, {
    keywords: ['model_path', 'model', 'repo_id'],
    paths: true,
  }),
];

/** Keywords that name a model in any call; a complete id is needed. */
export const MODEL_KEYWORD =
  /^(?:model|model_name|model_id|repo_id|model_name_or_path|pretrained_model_name_or_path|base_model|base_model_name_or_path|model_path|model_source|hf_model_id|embedding_model|embed_model|embedding_model_name|rerank_model|reranker_model|draft_model|speculative_model|tokenizer|tokenizer_name|tokenizer_name_or_path|llm|llm_model|HF_MODEL_ID|[a-z]\w{0,40}_model_(?:id|name|path))$/;

/** Calls that write, load data, or only name things. */
export const NO_LOADER =
  /(?:save_pretrained|push_to_hub|load_dataset|upload_(?:file|folder|large_folder)|create_repo|delete_repo|create_commit|create_branch|Dataset\w*\.from_\w+|load_from_disk|save_to_disk|add_argument|get_logger|getLogger|print|field|served_model)$/;

/** Classes of services that run the model elsewhere, by what their name holds. */
export const HOSTED_CLASSES: readonly (readonly [RegExp, string])[] = [
  [/OpenRouter/, 'openrouter'],
  [/Anthropic|Claude/, 'anthropic'],
  [/Together/, 'together'],
  [/Fireworks/, 'fireworks'],
  [/Groq/, 'groq'],
  [/DeepInfra/, 'deepinfra'],
  [/Bedrock/, 'bedrock'],
  [/Replicate/, 'replicate'],
  [/Cloudflare|WorkersAI/, 'cloudflare'],
  [/NVIDIA|Nvidia/, 'nvidia'],
  [
    /Cerebras|SambaNova|Nebius|Novita|SiliconFlow|Hyperbolic|Anyscale|Cohere|Gemini|Vertex|Watsonx|WatsonX|MistralAI|Perplexity|XAI|Voyage|Jina/,
    'service',
  ],
];

/** Clients of the OpenAI protocol: the name is what some server calls it. */
export const REQUESTS =
  /(?:completions|responses|embeddings|images|transcriptions|speech|messages)\.(?:create|parse|stream|generate)$|(?:^|\.)(?:ChatOpenAI|OpenAI|AzureOpenAI|AsyncOpenAI|OpenAILike|OpenAIEmbeddings|OpenAIModel|OpenAIChat\w*|OpenAIServerModel|OpenAIGenerator|OpenAIEmbedding)$/;
