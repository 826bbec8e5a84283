import { weak } from '../recognise/candidate.ts';
import { codeLines } from '../text/code-lines.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector, ScanContext } from '../types.ts';

/** `ORG/NAME` as a literal of its own: in quotes, or the whole value of a line. */
const LITERAL =
  /(?<=["'`]|:\s{1,8}|^\s{0,40}-\s{1,8})([A-Za-z0-9][\w.-]{1,95}\/[A-Za-z0-9][\w.-]{1,95})(?=["'`]|\s*,?\s*$)/g;

/** Ids of the catalog wherever they stand: mentions, so that nothing known goes unseen. */
export const knownId = {
  id: 'known-id',
  reads: () => true,
  detect: (file, context) => ({ candidates: file.text.includes('/') ? sweep(file, context) : [] }),
  good: [
    { file: 'prices.json', text: '{"id": "Qwen/Qwen3-8B", "price": 1}', expect: ['hf:Qwen/Qwen3-8B'] },
    { file: 'main.go', text: 'var m = "qwen/qwen3-8b"', expect: ['hf:qwen/qwen3-8b'] },
  ],
  bad: [
    { file: 'main.go', text: 'import "acme/unknown"\n// "Qwen/Qwen3-8B"' },
    { file: 'a.py', text: 'x = "see Qwen/Qwen3-8B for more"' },
  ],
} as const satisfies Detector;

function sweep(file: SourceFile, context: ScanContext): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const { text, line } of codeLines(file, context.includeComments === true)) {
    if (!text.includes('/')) continue;
    for (const match of text.matchAll(LITERAL)) {
      const raw = match[1] ?? '';
      if (context.isKnownHubId(raw)) found.push(weak({ line, column: match.index + 1 }, raw, 'hub', 'mention', 'low'));
    }
  }
  return found;
}
