import { readCommandsIn } from '../recognise/argv.ts';
import { nothing, strong, weak } from '../recognise/candidate.ts';
import { MODEL_VARIABLE } from '../recognise/command-values.ts';
import { readKey } from '../recognise/keys.ts';
import { type Entry, pathOf, sibling } from '../text/entry.ts';
import type { Candidate, Detector } from '../types.ts';

const isComposeName = (name: string): boolean => /^(?:docker-)?compose(?:[.-][\w.-]{1,60})?\.ya?ml$/i.test(name);

/** Compose files: models of Docker Model Runner, and what services are told on the command line and in the environment. */
export const compose = {
  id: 'compose',
  reads: ({ name }) => isComposeName(name),
  detect: (file) => {
    const { entries } = file.yaml();
    return { candidates: [...entries.flatMap(readEntry), ...readCommandsIn(entries)] };
  },
  good: [
    {
      file: 'compose.yaml',
      text: 'services:\n  app:\n    image: acme/app\nmodels:\n  llm:\n    model: ai/smollm2:360M-Q4_K_M',
      expect: ['docker-model:ai/smollm2'],
    },
    {
      file: 'docker-compose.yml',
      text: 'services:\n  s:\n    command: ["--model", "Qwen/Qwen3-8B"]',
      expect: ['hf:Qwen/Qwen3-8B'],
    },
    {
      file: 'compose.gpu.yml',
      text: 'services:\n  s:\n    environment:\n      - MODEL_ID=BAAI/bge-m3',
      expect: ['hf:BAAI/bge-m3'],
    },
    {
      file: 'compose.yml',
      text: 'services:\n  s:\n    environment:\n      LLM_MODEL: \u0024{LLM_MODEL:-google/gemma-3-4b-it}',
      expect: ['hf:google/gemma-3-4b-it'],
    },
    {
      file: 'compose.yml',
      text: 'models:\n  m: { model: hf.co/unsloth/Qwen3-4B-GGUF }',
      expect: ['hf:unsloth/Qwen3-4B-GGUF'],
    },
  ],
  bad: [
    {
      file: 'compose.yaml',
      text: 'services:\n  ollama:\n    image: ollama/ollama:latest\n    environment:\n      TZ: Europe/Oslo',
    },
    { file: 'compose.yaml', text: 'models:\n  m:\n    # model: ai/qwen3' },
    { file: 'compose.yaml', text: 'services:\n  app:\n    models: [llm]\n    volumes:\n      - ./models/a:/models' },
  ],
} as const satisfies Detector;

function readEntry(entry: Entry): readonly Candidate[] {
  const path = pathOf(entry);
  const inService = path[0] === 'services';
  if (entry.form === 'pair' && entry.key === 'model' && (!inService || path.includes('provider'))) {
    if (sibling(entry, 'type') === 'model' || !inService || path.includes('options'))
      return [strong(entry, entry.value, 'docker-model', 'use', 'high', { via: 'docker' })];
  }
  if (entry.form === 'pair' && entry.key === 'image') return [nothing(entry)];
  if (entry.form === 'item' && entry.key === 'environment') {
    const pair = /^([A-Z][A-Z0-9_]{0,60})=(.+)$/.exec(entry.value);
    if (pair?.[1] === undefined || pair[2] === undefined || !MODEL_VARIABLE.test(pair[1])) return [];
    const place = { line: entry.line, column: entry.column + pair[1].length + 1 };
    return [weak(place, pair[2], ollama(pair[1]), 'use', 'high', { assigns: pair[1] })];
  }
  if (path.at(-1) === 'environment' && entry.form === 'pair')
    return MODEL_VARIABLE.test(entry.key)
      ? [weak(entry, entry.value, ollama(entry.key), 'use', 'high', { assigns: entry.key })]
      : [];
  return readKey(entry);
}

const ollama = (name: string): 'ollama' | 'hub' => (name.includes('OLLAMA') ? 'ollama' : 'hub');
