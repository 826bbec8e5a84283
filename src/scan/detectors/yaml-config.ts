import { readCommandsIn } from '../recognise/argv.ts';
import { nothing, strong, weak } from '../recognise/candidate.ts';
import { MODEL_VARIABLE } from '../recognise/command-values.ts';
import { readKey } from '../recognise/keys.ts';
import { readUploads } from '../recognise/uploads.ts';
import { type Entry, pathOf, sibling } from '../text/entry.ts';
import type { Candidate, Detector } from '../types.ts';

/** Helm, KServe, KubeAI, Ray, Kubernetes manifests and any other YAML: typed keys, argument lists, scripts, environments. */
export const yamlConfig = {
  id: 'yaml-config',
  reads: ({ extension }) => extension === 'yaml' || extension === 'yml' || extension === 'tpl',
  detect: (file) => {
    const { entries } = file.yaml();
    return {
      candidates: [...entries.flatMap(readEntry), ...readCommandsIn(entries)],
      artifacts: readUploads(entries, file.path),
    };
  },
  good: [
    {
      file: 'isvc.yaml',
      text: 'spec:\n  predictor:\n    model:\n      storageUri: hf://Qwen/Qwen3-8B',
      expect: ['hf:Qwen/Qwen3-8B'],
    },
    {
      file: 'values.yaml',
      text: 'modelSpec:\n- name: a\n  repository: vllm/vllm-openai\n  modelURL: google/gemma-3-4b-it',
      expect: ['hf:google/gemma-3-4b-it'],
    },
    {
      file: 'pod.yaml',
      text: 'args:\n  - --model\n  - Qwen/Qwen3-4B\n  - --port\n  - "80"',
      expect: ['hf:Qwen/Qwen3-4B'],
    },
    {
      file: 'pod.yaml',
      text: 'env:\n- name: MODEL_ID\n  value: BAAI/bge-m3\nargs: ["--model-id=$(MODEL_ID)"]',
      expect: ['hf:BAAI/bge-m3'],
    },
    {
      file: 'serve.yaml',
      text: 'applications:\n- args:\n    llm_configs:\n    - model_loading_config:\n        model_id: small\n        model_source: Qwen/Qwen3-0.6B',
      expect: ['hf:Qwen/Qwen3-0.6B'],
    },
    { file: 'models.yaml', text: 'catalog:\n  gemma:\n    url: ollama://gemma3:4b', expect: ['ollama:gemma3:4b'] },
    {
      file: 'values.yaml',
      text: 'ollama:\n  ollama:\n    models:\n      pull:\n        - qwen3:8b\n      run: [phi4]',
      expect: ['ollama:qwen3:8b', 'ollama:phi4:latest'],
    },
    {
      file: 'job.yaml',
      text: 'command:\n- sh\n- -c\n- |\n  hf download Qwen/Qwen3-8B \\\n    --local-dir /m',
      expect: ['hf:Qwen/Qwen3-8B'],
    },
    {
      file: 'assistant.yaml',
      text: 'models:\n  - title: x\n    provider: ollama\n    model: qwen2.5-coder:7b',
      expect: ['ollama:qwen2.5-coder:7b'],
    },
    { file: 'aider.conf.yml', text: 'model: ollama_chat/qwen3:14b', expect: ['ollama:qwen3:14b'] },
    { file: 'b.yaml', text: 'kwargs: {decode_model_path: Qwen/Qwen3-8B}', expect: ['hf:Qwen/Qwen3-8B'] },
    { file: 'workspace.yaml', text: 'inference:\n  preset:\n    name: falcon-7b-instruct', expect: ['?preset'] },
    { file: 'm.yaml', text: 'spec:\n  engine: VLLM\n  url: pvc://models/x', expect: ['?remote'] },
    { file: 'ws.yaml', text: 'storageUri: s3://bucket/models/x', expect: ['?remote'] },
  ],
  bad: [
    { file: 'Chart.yaml', text: 'keywords:\n  - gemma\n  - mistral\nsources:\n  - https://github.com/acme/models' },
    { file: 'a.yaml', text: 'url: https://example.com/acme/model\nimage: acme/model:1\nrepository: acme/model' },
    { file: 'a.yaml', text: 'args:\n- --served-model-name=acme/chat\n- --model_dir=/srv/weights' },
    { file: 'a.yaml', text: 'model: {{ .Values.model }}\ntz: America/Bogota' },
    { file: 'a.yaml', text: 'provider: openai\nmodel: gpt-4o-mini' },
    { file: 'a.yaml', text: 'datasets:\n- path: acme/rows\n  repo_id: acme/rows' },
  ],
} as const satisfies Detector;

function readEntry(entry: Entry): readonly Candidate[] {
  if (entry.form === 'item') {
    const path = pathOf(entry);
    const parent = path.at(-1);
    const isOllama = path.includes('ollama') && parent === 'models';
    return isOllama && /^(?:pull|run)$/.test(entry.key)
      ? [strong(entry, entry.value, 'ollama', 'use', 'high', { certain: true })]
      : [];
  }
  if (entry.form !== 'pair') return [];
  if (entry.key === 'image' || entry.key === 'repository') return [nothing(entry)];
  if (entry.key === 'name' && entry.scope.key === 'preset')
    return [strong(entry, entry.value, 'kaito', 'use', 'medium')];
  if (entry.key === 'value') {
    const name = sibling(entry, 'name');
    return name !== undefined && MODEL_VARIABLE.test(name)
      ? [weak(entry, entry.value, 'hub', 'use', 'high', { assigns: name })]
      : [];
  }
  // A route of a gateway carries the name without loading anything.
  if (entry.key === 'modelName') return [weak(entry, entry.value, 'hub', 'mention', 'low')];
  return readKey(entry);
}
