import { weak } from '../recognise/candidate.ts';
import { MODEL_VARIABLE } from '../recognise/command-values.ts';
import { readAssignments } from '../recognise/variables.ts';
import type { Detector } from '../types.ts';

/** `.env` and its kin: the value, or the default in `${NAME:-default}`. Paths such as `X_MODEL_PATH=/data` are settings of the machine. */
export const envFile = {
  id: 'env-file',
  reads: ({ name, extension }) =>
    /^\.env(?:\..{1,60})?$|^env\.(?:example|sample|template)$/i.test(name) ||
    extension === 'env' ||
    extension === 'envrc',
  detect: (file) => ({
    candidates: readAssignments(file)
      .filter(({ name }) => MODEL_VARIABLE.test(name))
      .map((assignment) =>
        weak(assignment, assignment.value, ollamaNamed(assignment.name) ? 'ollama' : 'hub', 'use', 'high'),
      ),
  }),
  good: [
    { file: '.env', text: 'EMBEDDING_MODEL=BAAI/bge-m3', expect: ['hf:BAAI/bge-m3'] },
    {
      file: '.env.example',
      text: 'export MODEL_ID="\u0024{MODEL_ID:-Qwen/Qwen3-8B}" # small',
      expect: ['hf:Qwen/Qwen3-8B'],
    },
    {
      file: 'prod.env',
      text: 'OLLAMA_MODEL=llama3.2:3b\r\nHF_MODEL_ID=google/gemma-3-1b-it',
      expect: ['ollama:llama3.2:3b', 'hf:google/gemma-3-1b-it'],
    },
  ],
  bad: [
    { file: '.env', text: 'MODEL=\nLLM_MODEL_PATH=/data/models/x\n# MODEL=Qwen/Qwen3-8B' },
    { file: '.env', text: 'TZ=America/Bogota\nIMAGE=vllm/vllm-openai\nMODEL=your-org/your-model' },
  ],
} as const satisfies Detector;

const ollamaNamed = (name: string): boolean => name.includes('OLLAMA');
