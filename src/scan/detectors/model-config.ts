import type { ModelArtifact } from '../../domain/reference.ts';
import { isHubId } from '../names/hub-id.ts';
import { isPlaceholder } from '../names/placeholders.ts';
import { nothing, strong, weak } from '../recognise/candidate.ts';
import type { Entry } from '../text/entry.ts';
import { sibling } from '../text/entry.ts';
import type { Candidate, Detector } from '../types.ts';

const FILES =
  /^(?:config|adapter_config|tokenizer_config|quantize_config|generation_config|model_index|params|mlc-chat-config)\.json$/;

/** Folders with weights: `config.json` says where they came from, `adapter_config.json` what they sit on. */
export const modelConfig = {
  id: 'model-config',
  reads: ({ name }) => FILES.test(name),
  detect: (file) => {
    const { entries } = file.json();
    return {
      candidates: entries.flatMap((entry) => readEntry(entry, file.name)),
      artifacts: entries.flatMap((entry) => toArtifact(entry, file.name, file.path)),
    };
  },
  good: [
    {
      file: 'out/config.json',
      text: '{"_name_or_path": "meta-llama/Llama-3.2-1B", "model_type": "llama"}',
      expect: ['hf:meta-llama/Llama-3.2-1B'],
    },
    {
      file: 'lora/adapter_config.json',
      text: '{\n  // made by a tool\n  "base_model_name_or_path": "Qwen/Qwen3-8B",\n  "revision": null\n}',
      expect: ['hf:Qwen/Qwen3-8B'],
    },
  ],
  bad: [
    { file: 'config.json', text: '{"_name_or_path": "", "architectures": ["LlamaForCausalLM"]}' },
    { file: 'config.json', text: '{"_name_or_path": "/root/out/checkpoint-100"}' },
  ],
} as const satisfies Detector;

function readEntry(entry: Entry, name: string): readonly Candidate[] {
  if (entry.form !== 'pair') return [];
  if (entry.key === '_name_or_path' || entry.key === 'name_or_path')
    return [weak(entry, entry.value, 'hub', 'base', 'medium'), nothing(entry)];
  if (entry.key === 'base_model_name_or_path') {
    const revision = sibling(entry, 'revision');
    const pinned = revision === undefined || revision === 'null' ? {} : { revision };
    return [strong(entry, entry.value, 'hub', 'base', 'high', pinned)];
  }
  if (name === 'quantize_config.json' && entry.key === 'model_name_or_path')
    return [weak(entry, entry.value, 'hub', 'base', 'medium'), nothing(entry)];
  return [];
}

function toArtifact(entry: Entry, name: string, file: string): readonly ModelArtifact[] {
  const isAdapter = name === 'adapter_config.json' && entry.key === 'base_model_name_or_path';
  const isConfig = name === 'config.json' && entry.key === '_name_or_path';
  if ((!isAdapter && !isConfig) || entry.form !== 'pair' || !isHubId(entry.value) || isPlaceholder(entry.value))
    return [];
  const relation = isAdapter ? 'adapter' : 'finetune';
  return [{ origin: isAdapter ? 'adapter' : 'config', file, line: entry.line, bases: [{ id: entry.value, relation }] }];
}
