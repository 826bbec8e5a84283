import { weak } from '../recognise/candidate.ts';
import { MODEL_VARIABLE } from '../recognise/command-values.ts';
import { readCommand } from '../recognise/commands.ts';
import { readFlow } from '../text/flow-entries.ts';
import { placeIn } from '../text/line-index.ts';
import { readCommands } from '../text/shell-words.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector } from '../types.ts';

/** Images that bake weights in, or name them in their environment or start command. `FROM` and `LABEL` name no models. */
export const dockerfile = {
  id: 'dockerfile',
  reads: ({ name, extension }) =>
    /^(?:dockerfile|containerfile)/i.test(name) || extension === 'dockerfile' || extension === 'containerfile',
  detect: (file) => ({ candidates: instructions(file) }),
  good: [
    {
      file: 'Dockerfile',
      text: 'FROM python:3.12\nRUN hf download Qwen/Qwen3-4B --local-dir /m',
      expect: ['hf:Qwen/Qwen3-4B'],
    },
    {
      file: 'Dockerfile',
      text: 'ENV MODEL_ID=google/gemma-3-4b-it \\\n    PORT=80',
      expect: ['hf:google/gemma-3-4b-it'],
    },
    {
      file: 'Dockerfile',
      text: 'ARG MODEL_NAME="BAAI/bge-m3"\nRUN hf download \u0024{MODEL_NAME}',
      expect: ['hf:BAAI/bge-m3'],
    },
    { file: 'Dockerfile', text: 'CMD ["vllm", "serve", "microsoft/phi-4"]', expect: ['hf:microsoft/phi-4'] },
    {
      file: 'docker/Dockerfile.cuda',
      text: 'RUN ollama serve & sleep 5 && \\\n    ollama pull nomic-embed-text',
      expect: ['ollama:nomic-embed-text:latest'],
    },
    {
      file: 'Dockerfile',
      text: 'RUN python -c "from transformers import AutoModel; AutoModel.from_pretrained(\'Qwen/Qwen3-0.6B\')"',
      expect: ['hf:Qwen/Qwen3-0.6B'],
    },
  ],
  bad: [
    { file: 'Dockerfile', text: 'FROM ollama/ollama\nLABEL org.opencontainers.image.source=acme/app' },
    { file: 'Dockerfile', text: 'ARG MODEL\nENV MODEL_DIR=/models/x\nCOPY models/a /models/a' },
    { file: 'Dockerfile', text: '# RUN hf download Qwen/Qwen3-4B' },
  ],
} as const satisfies Detector;

function instructions(file: SourceFile): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const command of readCommands(file.lines)) {
    const [first, ...rest] = command;
    const verb = first?.value.toUpperCase();
    if (first === undefined || verb === 'FROM' || verb === 'LABEL' || verb === 'COPY' || verb === 'MAINTAINER')
      continue;
    if (verb === 'ENV' || verb === 'ARG') {
      for (const [index, word] of rest.entries()) {
        const pair = /^([A-Z][A-Z0-9_]{0,60})=(.*)$/s.exec(word.value);
        const name = pair?.[1] ?? (index === 0 && verb === 'ENV' && !word.value.includes('=') ? word.value : undefined);
        const value = pair?.[2] ?? (index === 0 ? rest[1]?.value : undefined);
        if (name === undefined || value === undefined || value === '' || !MODEL_VARIABLE.test(name)) continue;
        const place = { line: word.line, column: word.column + (pair === null ? name.length + 1 : name.length + 1) };
        found.push(weak(place, value, 'hub', 'use', 'high', { assigns: name }));
      }
    } else if ((verb === 'CMD' || verb === 'ENTRYPOINT') && rest[0]?.value.startsWith('[') === true) {
      const line = file.lines[first.line - 1] ?? '';
      const at = line.indexOf('[');
      const { entries } = readFlow(line.slice(at), placeIn(line.slice(at), { line: first.line, column: at + 1 }));
      const words = entries.map(({ value, line: row, column }) => ({ value, line: row, column, quoted: true }));
      found.push(...readCommand(words));
    } else {
      found.push(...readCommand(verb === 'RUN' || verb === 'CMD' || verb === 'ENTRYPOINT' ? rest : command));
    }
  }
  return found;
}
