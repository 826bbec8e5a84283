/** Prefixes of LiteLLM and similar routers, by what stands behind them. https://docs.litellm.ai/docs/providers, read 2026-11. */
const HOSTED_PREFIXES: ReadonlySet<string> = new Set(
  (
    'ai21 anthropic anyscale azure azure_ai baseten bedrock cerebras cloudflare codestral cohere cohere_chat dashscope databricks deepinfra deepseek fireworks_ai ' +
    'friendliai galadriel gemini github github_copilot groq jina_ai lambda_ai meta_llama minimax mistral moonshot nebius nlp_cloud novita nscale nvidia_nim ' +
    'openrouter ovhcloud perplexity predibase replicate sagemaker sambanova snowflake text-completion-openai together_ai topaz vertex_ai volcengine voyage ' +
    'watsonx xai zai'
  ).split(' '),
);
/** Prefixes behind which weights of the hub run on servers of one's own. */
const SELF_HOSTED: ReadonlySet<string> = new Set(
  'openai hosted_vllm vllm huggingface text-completion-openai-like litellm_proxy lm_studio llamafile xinference infinity'.split(
    ' ',
  ),
);

export type RouterPrefix =
  | { readonly kind: 'hosted'; readonly provider: string; readonly rest: string }
  | { readonly kind: 'hub'; readonly provider: string; readonly rest: string }
  | { readonly kind: 'ollama'; readonly rest: string };

/** `ollama_chat/qwen3:8b`, `hosted_vllm/ORG/NAME`, `azure/gpt-4o`; undefined when no router prefix is there. */
export function readRouterPrefix(value: string): RouterPrefix | undefined {
  const slash = value.indexOf('/');
  if (slash <= 0) return undefined;
  const provider = value.slice(0, slash).toLowerCase();
  const rest = value.slice(slash + 1);
  if (provider === 'ollama' || provider === 'ollama_chat') return { kind: 'ollama', rest };
  if (HOSTED_PREFIXES.has(provider)) return { kind: 'hosted', provider, rest };
  return SELF_HOSTED.has(provider) ? { kind: 'hub', provider, rest } : undefined;
}

/** Names that only a provider's own service has, whatever key they stand under. */
const HOSTED_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^@cf\//, 'cloudflare'],
  [/^(?:openai\/)?(?:gpt-[345]|gpt-4o|chatgpt|o[134](?:-|$)|text-embedding-|dall-e|whisper-1$)/i, 'openai'],
  [/^(?:anthropic[/.])?claude-/i, 'anthropic'],
  [/^(?:google\/|models\/)?gemini-/i, 'google'],
  [/^(?:x-ai|perplexity|inflection)\//i, 'openrouter'],
  [/^(?:(?:us|eu|apac|global)\.)?(?:anthropic|amazon|meta|cohere|mistral|ai21|stability|deepseek)\.[a-z]/i, 'bedrock'],
  [/^openrouter\//i, 'openrouter'],
];

/** The provider whose service a name belongs to. */
export function hostedProvider(name: string): string | undefined {
  return HOSTED_NAMES.find(([pattern]) => pattern.test(name))?.[1];
}

/** Owners in the catalog of NVIDIA's inference containers that are none on the hub. */
export const isNimName = (name: string): boolean =>
  /^(?:meta|nv-mistralai|baidu|writer|mistral-nemo-12b-instruct)\/[\w.-]+$/i.test(name);

/** Ids of SageMaker JumpStart: `huggingface-llm-…`, `meta-textgeneration-…`. */
export const isJumpStartId = (name: string): boolean =>
  /^(?:huggingface|meta|pytorch|tensorflow|model|mxnet|stabilityai|deepseek|mistral)-(?:llm|reasoning|vlm|text2text|textgeneration|textembedding|txt2img|text2img|tc|ner|eqa|summarization|translation|sentencesimilarity|asr|ic)[\w.-]*-[\w.-]+$/i.test(
    name,
  );
