import { nothing } from '../recognise/candidate.ts';
import { readKey } from '../recognise/keys.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Detector } from '../types.ts';

/** Named for it, or with its keys. */
const isRouter = (file: SourceFile): boolean =>
  /^ya?ml$/.test(file.extension) &&
  (/litellm/i.test(file.name) || /^[ \t-]{0,40}litellm_(?:params|settings)\s*:/m.test(file.text));

/** Configurations of LiteLLM: `model` with a provider prefix; `model_name` is only what the proxy calls it. */
export const litellm = {
  id: 'litellm',
  reads: isRouter,
  detect: (file) => ({
    candidates: file
      .yaml()
      .entries.flatMap((entry) =>
        entry.form !== 'pair'
          ? []
          : entry.key === 'model'
            ? readKey(entry, { space: 'litellm', via: 'litellm' })
            : entry.key === 'model_name'
              ? [nothing(entry)]
              : [],
      ),
  }),
  good: [
    {
      file: 'litellm.yaml',
      text: 'model_list:\n  - model_name: chat\n    litellm_params:\n      model: ollama/llama3.1:8b',
      expect: ['ollama:llama3.1:8b'],
    },
    {
      file: 'proxy.yaml',
      text: 'model_list:\n- litellm_params:\n    model: hosted_vllm/Qwen/Qwen3-8B',
      expect: ['hf:Qwen/Qwen3-8B'],
    },
    {
      file: 'litellm.yaml',
      text: '- litellm_params:\n    model: huggingface/together/deepseek-ai/DeepSeek-R1',
      expect: ['hf:deepseek-ai/DeepSeek-R1'],
    },
    { file: 'litellm.yaml', text: '- litellm_params:\n    model: azure/gpt-4o', expect: ['hosted:gpt-4o'] },
  ],
  bad: [
    {
      file: 'litellm.yaml',
      text: 'model_list:\n- model_name: Qwen/Qwen3-8B\n  litellm_params:\n    api_key: os.environ/KEY',
    },
    { file: 'litellm.yaml', text: '- litellm_params:\n    # model: ollama/llama3.1' },
  ],
} as const satisfies Detector;
