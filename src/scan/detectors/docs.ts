import { readCommand } from '../recognise/commands.ts';
import { readPython } from '../recognise/python-code.ts';
import { readCalls } from '../text/code-calls.ts';
import { PYTHON, readTokens } from '../text/code-tokens.ts';
import { readCommands } from '../text/shell-words.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector } from '../types.ts';

/** Examples in Markdown and reStructuredText; read only when asked for, because they are rarely what runs. */
export const docs = {
  id: 'docs',
  reads: ({ extension }) => /^(?:md|mdx|markdown|rst|adoc)$/.test(extension),
  detect: (file, context) => ({ candidates: context.includeDocs === true ? readFences(file) : [] }),
  good: [],
  bad: [{ file: 'guide.md', text: '```sh\nollama pull qwen3:8b\n```' }],
} as const satisfies Detector;

function readFences(file: SourceFile): readonly Candidate[] {
  const found: Candidate[] = [];
  let start = -1;
  let language = '';
  for (const [index, line] of file.lines.entries()) {
    const fence = /^\s{0,8}(?:```|~~~)\s{0,4}([\w-]{0,20})/.exec(line);
    if (fence === null) continue;
    if (start < 0) {
      start = index + 1;
      language = (fence[1] ?? '').toLowerCase();
      continue;
    }
    found.push(...readFence(file.lines.slice(start, index), language, start));
    start = -1;
  }
  return found;
}

function readFence(lines: readonly string[], language: string, offset: number): readonly Candidate[] {
  const move = (candidate: Candidate): Candidate => ({ ...candidate, line: candidate.line + offset });
  if (/^(?:py|python|python3)$/.test(language)) {
    const tokens = readTokens(lines.join('\n'), PYTHON);
    return readPython({ tokens, calls: readCalls(tokens) }, '').candidates.map(move);
  }
  if (!/^(?:|sh|bash|shell|console|zsh|powershell|text)$/.test(language)) return [];
  const script = lines.map((line) => line.replace(/^(\s*)\$\s/, '$1  '));
  return readCommands(script).flatMap((command) => readCommand(command).map(move));
}
