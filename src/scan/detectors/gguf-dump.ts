import { weak } from '../recognise/candidate.ts';
import { codeLines } from '../text/code-lines.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector } from '../types.ts';

const REPO =
  /general\.(base_model\.\d{1,3}|source)\.(?:repo_url|url|huggingface\.repository)\s{0,20}(?:str\s{0,20})?[=:]\s{0,20}["']?([^"'\s]{3,300})/g;

/** Listings of GGUF headers kept in a repository. */
export const ggufDump = {
  id: 'gguf-dump',
  reads: ({ extension }) => /^(?:txt|log|gguf|dump|meta|yaml|yml|json|)$/.test(extension),
  detect: (file, context) => ({
    candidates: file.text.includes('general.') ? sweep(file, context.includeComments === true) : [],
  }),
  good: [
    {
      file: 'header.txt',
      text: 'general.base_model.0.repo_url = "https://huggingface.co/Qwen/Qwen3-8B"',
      expect: ['hf:Qwen/Qwen3-8B'],
    },
  ],
  bad: [{ file: 'header.txt', text: 'general.base_model.count = 1\ngeneral.name = "Qwen/Qwen3-8B"' }],
} as const satisfies Detector;

function sweep(file: SourceFile, withComments: boolean): readonly Candidate[] {
  return [...codeLines(file, withComments)].flatMap(({ text, line }) =>
    [...text.matchAll(REPO)].map((match) => {
      const raw = match[2] ?? '';
      const place = { line, column: text.indexOf(raw, match.index) + 1 };
      return weak(place, raw, 'hub', match[1] === 'source' ? 'use' : 'base', 'medium');
    }),
  );
}
