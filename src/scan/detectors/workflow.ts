import { readCommandsIn } from '../recognise/argv.ts';
import { nothing, strong, weak } from '../recognise/candidate.ts';
import { MODEL_VARIABLE } from '../recognise/command-values.ts';
import { readKey } from '../recognise/keys.ts';
import { type Entry, pathOf, sibling } from '../text/entry.ts';
import type { Candidate, Detector } from '../types.ts';

/** Pipelines of GitHub, GitLab, Forgejo, Azure and CircleCI. */
const PIPELINE =
  /(?:^|\/)(?:\.(?:github|gitea|forgejo)\/(?:workflows|actions)\/.{1,200}|\.gitlab-ci|\.circleci\/config|azure-pipelines|action)\.ya?ml$/;

/** Steps of pipelines: their scripts, their environment, and inputs of actions that are for models. */
export const workflow = {
  id: 'workflow',
  reads: ({ path }) => PIPELINE.test(path),
  detect: (file) => {
    const { entries } = file.yaml();
    return { candidates: [...entries.flatMap(readEntry), ...readCommandsIn(entries)] };
  },
  good: [
    {
      file: '.github/workflows/ci.yml',
      text: 'jobs:\n  t:\n    steps:\n      - run: ollama pull qwen3:0.6b',
      expect: ['ollama:qwen3:0.6b'],
    },
    {
      file: '.github/workflows/ci.yml',
      text: 'env:\n  MODEL_ID: Qwen/Qwen3-0.6B\nsteps:\n  - run: |\n      hf download $MODEL_ID',
      expect: ['hf:Qwen/Qwen3-0.6B'],
    },
    {
      file: '.github/workflows/ci.yml',
      text: '- uses: ai-action/ollama-action@v1\n  with:\n    model: llama3.2:1b',
      expect: ['ollama:llama3.2:1b'],
    },
    {
      file: '.gitlab-ci.yml',
      text: 'test:\n  script:\n    - vllm serve google/gemma-3-1b-it',
      expect: ['hf:google/gemma-3-1b-it'],
    },
  ],
  bad: [
    {
      file: '.github/workflows/ci.yml',
      text: '- uses: actions/checkout@v4\n- uses: acme/model-action@v1\n  with:\n    model: acme/thing',
    },
    {
      file: '.github/workflows/ci.yml',
      text: 'url: \u0024{{ steps.deploy.outputs.page_url }}\nrepository: acme/models',
    },
  ],
} as const satisfies Detector;

function readEntry(entry: Entry): readonly Candidate[] {
  if (entry.form !== 'pair') return [];
  if (entry.key === 'uses' || entry.key === 'repository' || entry.key === 'image') return [nothing(entry)];
  const path = pathOf(entry);
  if (path.at(-1) === 'with') {
    const action = entry.scope.parent?.pairs.get('uses')?.value ?? '';
    const isModel = /^(?:model|model[-_]?(?:id|name)|models)$/.test(entry.key);
    if (!isModel) return [];
    if (/ollama/i.test(action)) return [strong(entry, entry.value, 'ollama')];
    if (/hugging|hf[-_]|vllm|ai-inference|llm/i.test(action)) return [weak(entry, entry.value)];
    return [nothing(entry)];
  }
  if (MODEL_VARIABLE.test(entry.key)) return [weak(entry, entry.value, 'hub', 'use', 'high', { assigns: entry.key })];
  return sibling(entry, 'uses') === undefined ? readKey(entry) : [];
}
