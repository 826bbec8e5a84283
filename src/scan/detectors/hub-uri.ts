import { strong, weak } from '../recognise/candidate.ts';
import { codeLines } from '../text/code-lines.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector } from '../types.ts';

/** Addresses, schemes and cache folders that name a model by themselves. Bounded, so that no line can make them slow. */
const URI =
  /(?<![\w./-])(?:(?:hf|huggingface|ollama|modelscope):\/\/[\w.:@/-]{3,200}|pkg:huggingface\/[\w.%@/-]{3,200}|hf:[\w.-]{1,96}\/[\w.:-]{1,160}|https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com|modelscope\.cn\/models)\/[\w.@:/-]{3,250})|models--[\w.-]{1,96}?--[\w.-]{1,96}/gi;
const HINT = /hf:|:\/\/|pkg:|models--/i;

/** Fetched rather than shown to somebody. */
const FETCHES = /\/resolve\/|\bgit\s+(?:-\S+\s+)*(?:clone|lfs)\b|\bgit_?clone\b/;

/** `hf://…`, `https://huggingface.co/…/resolve/…`, `pkg:huggingface/…` and cache folders, in any file with code or settings. */
export const hubUri = {
  id: 'hub-uri',
  reads: () => true,
  detect: (file, context) => ({
    candidates: HINT.test(file.text) ? sweep(file, context.includeComments === true) : [],
  }),
  good: [
    {
      file: 'get.rs',
      text: 'let url = "https://huggingface.co/Qwen/Qwen3-0.6B-GGUF/resolve/main/q8.gguf";',
      expect: ['hf:Qwen/Qwen3-0.6B-GGUF'],
    },
    {
      file: 'main.go',
      text: 'path := "/root/.cache/huggingface/hub/models--google--gemma-3-4b-it/snapshots"',
      expect: ['hf:google/gemma-3-4b-it'],
    },
    {
      file: 'bom.xml',
      text: '<purl>pkg:huggingface/acme/Bot-7B@0123456789abcdef0123456789abcdef01234567</purl>',
      expect: ['purl:acme/Bot-7B'],
    },
    { file: 'x.java', text: 'load("hf://acme/Bot-7B");', expect: ['hf:acme/Bot-7B'] },
    { file: 'x.sh', text: 'git clone https://huggingface.co/acme/Bot-7B', expect: ['hf:acme/Bot-7B'] },
  ],
  bad: [
    { file: 'x.html', text: '<a href="https://huggingface.co/collections/google/gemma-123">x</a>' },
    { file: 'x.go', text: '// see https://huggingface.co/acme/Bot-7B/resolve/main/x' },
    { file: 'x.py', text: 'u = "https://huggingface.co/datasets/acme/rows/resolve/main/a.csv"' },
  ],
} as const satisfies Detector;

function sweep(file: SourceFile, withComments: boolean): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const { text, line } of codeLines(file, withComments)) {
    if (!HINT.test(text)) continue;
    const fetches = FETCHES.test(text) || /^\s{0,20}ADD\s/.test(text);
    for (const match of text.matchAll(URI)) {
      const raw = match[0].replace(/[.:/-]+$/, '');
      const place = { line, column: match.index + 1 };
      if (/^https?:/i.test(raw))
        found.push(fetches ? strong(place, raw, 'uri') : weak(place, raw, 'uri', 'mention', 'low'));
      else if (/^models--/i.test(raw)) found.push(weak(place, raw, 'uri', 'use', 'medium'));
      else found.push(weak(place, raw, 'uri'));
    }
  }
  return found;
}
