import { strong } from '../recognise/candidate.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector } from '../types.ts';

const INSTRUCTION = /^\s{0,20}(FROM|ADAPTER)\s{1,20}(\S.{0,400})$/i;

/** Modelfiles of Ollama: what a model is made from. */
export const modelfile = {
  id: 'modelfile',
  reads: ({ name }) => /^modelfile|[._-]modelfile$/i.test(name),
  detect: (file) => ({ candidates: sources(file) }),
  good: [
    { file: 'Modelfile', text: 'FROM llama3.2:3b\nPARAMETER temperature 1', expect: ['ollama:llama3.2:3b'] },
    {
      file: 'Modelfile.support',
      text: 'FROM hf.co/bartowski/Qwen_Qwen3-8B-GGUF:Q4_K_M',
      expect: ['hf:bartowski/Qwen_Qwen3-8B-GGUF'],
    },
    { file: 'Modelfile', text: 'from ./weights/m.gguf\nADAPTER ./lora.gguf', expect: ['?gguf-file', '?gguf-file'] },
  ],
  bad: [
    { file: 'Modelfile', text: '# FROM llama3.2\nSYSTEM """\nYou come FROM afar.\n"""' },
    { file: 'Dockerfile', text: 'FROM ollama/ollama' },
  ],
} as const satisfies Detector;

function sources(file: SourceFile): readonly Candidate[] {
  const found: Candidate[] = [];
  let inText = false;
  for (const [index, line] of file.lines.entries()) {
    const marks = line.split('"""').length - 1;
    const parts = inText ? null : INSTRUCTION.exec(line);
    if (marks % 2 === 1) inText = !inText;
    const value = parts?.[2]?.trim();
    if (parts === null || value === undefined) continue;
    const place = { line: index + 1, column: line.indexOf(value) + 1 };
    const isAdapter = parts[1]?.toUpperCase() === 'ADAPTER';
    found.push(strong(place, value, 'ollama', isAdapter ? 'adapter' : 'use', 'high', { via: 'ollama' }));
  }
  return found;
}
