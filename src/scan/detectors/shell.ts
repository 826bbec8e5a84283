import { strong, weak } from '../recognise/candidate.ts';
import { MODEL_VARIABLE } from '../recognise/command-values.ts';
import { readCommand } from '../recognise/commands.ts';
import { OUTPUT_FLAG } from '../recognise/flags.ts';
import { readAssignments } from '../recognise/variables.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector } from '../types.ts';

const EXTENSIONS: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'zsh',
  'fish',
  'ksh',
  'ps1',
  'psm1',
  'bat',
  'cmd',
  'mk',
  'just',
  'slurm',
  'sbatch',
  'command',
  'nu',
]);
const NAMES = /^(?:makefile|gnumakefile|justfile|procfile|taskfile)$/i;

/** Scripts by name, and files without an ending that begin like one. */
const isScript = (file: SourceFile): boolean =>
  EXTENSIONS.has(file.extension) ||
  NAMES.test(file.name) ||
  (file.extension === '' && /^#!.{0,40}\b(?:ba|z|k|da)?sh\b/.test(file.text));

/** Names of variables in scripts: also in lower case. */
const SCRIPT_VARIABLE = /^(?:[a-z][a-z0-9_]{0,60}_)?model(?:_(?:id|name|repo|name_or_path))?$/;

/** Models that commands of a script pull, serve, train or convert. */
export const shell = {
  id: 'shell',
  reads: isScript,
  detect: (file) => ({
    candidates: [...file.commands().flatMap((command) => readCommand(command)), ...assignments(file)],
  }),
  good: [
    { file: 'run.sh', text: 'vllm serve Qwen/Qwen3-8B --port 8000', expect: ['hf:Qwen/Qwen3-8B'] },
    {
      file: 'run.sh',
      text: 'MODEL=Qwen/Qwen3-4B\nvllm serve "$MODEL" \\\n  --tokenizer Qwen/Qwen3-4B-Base',
      expect: ['hf:Qwen/Qwen3-4B', 'hf:Qwen/Qwen3-4B-Base'],
    },
    {
      file: 'pull.sh',
      text: 'docker exec -it box ollama pull phi4:14b && ollama run llama3.2',
      expect: ['ollama:phi4:14b', 'ollama:llama3.2:latest'],
    },
    {
      file: 'get.sh',
      text: 'hf download --token "$T" bartowski/Qwen_Qwen3-8B-GGUF --include "*.gguf"',
      expect: ['hf:bartowski/Qwen_Qwen3-8B-GGUF'],
    },
    {
      file: 'eval.sh',
      text: 'lm_eval --model vllm --model_args pretrained=google/gemma-2-9b,dtype=auto',
      expect: ['hf:google/gemma-2-9b'],
    },
    {
      file: 'serve.ps1',
      text: 'python -m sglang.launch_server `\n  --model-path mistralai/Mistral-Nemo-Instruct-2407',
      expect: ['hf:mistralai/Mistral-Nemo-Instruct-2407'],
    },
    {
      file: 'Makefile',
      text: 'MODEL ?= google/gemma-3-1b-it\nserve:\n\tvllm serve $(MODEL)',
      expect: ['hf:google/gemma-3-1b-it'],
    },
    { file: 'nested.sh', text: 'kubectl exec pod -- sh -c "ollama pull qwen3:8b"', expect: ['ollama:qwen3:8b'] },
    {
      file: 'draft.sh',
      text: 'llama-server -hf ggml-org/Qwen3-8B-GGUF:Q8_0 -hfd ggml-org/Qwen3-0.6B-GGUF',
      expect: ['hf:ggml-org/Qwen3-8B-GGUF', 'hf:ggml-org/Qwen3-0.6B-GGUF'],
    },
    { file: 'var.sh', text: 'vllm serve "$MODEL_FROM_OUTSIDE"', expect: ['?variable'] },
  ],
  bad: [
    { file: 'a.sh', text: '# ollama pull qwen3:8b\necho "run: ollama pull qwen3:8b"' },
    { file: 'a.sh', text: 'hf download --repo-type=dataset acme/rows' },
    { file: 'a.sh', text: 'hf download acme/rows --repo-type dataset' },
    { file: 'a.sh', text: 'docker run vllm/vllm-openai:latest --served-model-name acme/bot' },
    { file: 'a.sh', text: 'lm_eval --model hf --tasks piqa' },
    { file: 'a.sh', text: 'litgpt download list\nollama list\ngit push origin/main' },
    { file: 'a.sh', text: 'vllm serve <model>\nollama run your-model' },
  ],
} as const satisfies Detector;

function assignments(file: SourceFile): readonly Candidate[] {
  const outputs = file.lines.filter((line) => OUTPUT_FLAG.test(line.trimStart())).join('\n');
  return readAssignments(file)
    .filter(({ name, value }) => (MODEL_VARIABLE.test(name) || SCRIPT_VARIABLE.test(name)) && !outputs.includes(value))
    .map((assignment) => {
      const isDefault = assignment.value.startsWith('${');
      const make = isDefault ? weak : value(assignment.value) ? strong : weak;
      return make(assignment, assignment.value, 'hub', 'use', 'high', { assigns: assignment.name });
    });
}

/** A literal that could be a name; calls and other variables are read where they are used. */
const value = (text: string): boolean => !/^[$`(]|^\.{0,2}\//.test(text);
