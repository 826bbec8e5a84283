import { readCommand } from '../recognise/commands.ts';
import { readPython } from '../recognise/python-code.ts';
import { readCalls } from '../text/code-calls.ts';
import { PYTHON, readTokens } from '../text/code-tokens.ts';
import { type Entry, sibling } from '../text/entry.ts';
import { readCommands } from '../text/shell-words.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detection, Detector } from '../types.ts';

/** Code cells of Jupyter notebooks: Python, and shell behind `!`. Lines are those of the file. */
export const notebook = {
  id: 'notebook',
  reads: ({ extension }) => extension === 'ipynb',
  detect: readNotebook,
  good: [
    {
      file: 'a.ipynb',
      text: '{"cells": [{"cell_type": "code", "source": [\n"m = AutoModel.from_pretrained(\\"Qwen/Qwen3-8B\\")\\n",\n"!ollama pull qwen3:8b"]}]}',
      expect: ['hf:Qwen/Qwen3-8B', 'ollama:qwen3:8b'],
    },
    {
      file: 'a.ipynb',
      text: '   "x = hf_hub_download(\\n",\n   "  repo_id=\\"google/gemma-3-4b-it\\",\\n",\n   "  filename=\\"a\\")"',
      expect: ['hf:google/gemma-3-4b-it'],
    },
  ],
  bad: [
    { file: 'a.ipynb', text: '{"cells": [{"cell_type": "markdown", "source": ["LLM(\\"Qwen/Qwen3-8B\\")"]}]}' },
    {
      file: 'a.ipynb',
      text: '{"cells": [{"cell_type": "code", "outputs": [{"text": ["LLM(\\"Qwen/Qwen3-8B\\")"]}], "source": ["# LLM(\\"Qwen/Qwen3-8B\\")"]}]}',
    },
  ],
} as const satisfies Detector;

/** One line of a cell and where it stands in the file. */
interface CellLine {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

function readNotebook(file: SourceFile): Detection {
  const { entries } = file.json();
  const isWhole = file.text.includes('"cells"');
  const cells = new Map<object, CellLine[]>();
  const whole = {};
  for (const entry of entries) {
    const isSource = entry.key === 'source' && sibling(entry, 'cell_type') === 'code';
    if (isWhole ? !isSource : entry.form === 'pair') continue;
    const key = isWhole ? entry.scope : whole;
    const cell = cells.get(key) ?? [];
    cells.set(key, cell);
    for (const [index, text] of linesOf(entry).entries())
      cell.push({ text, line: entry.line, column: index === 0 ? entry.column : 1 });
  }
  const found: Candidate[] = [];
  const detections = [...cells.values()].map((lines) => readCell(lines, file.path, found));
  return {
    candidates: [...found, ...detections.flatMap((one) => one.candidates)],
    artifacts: detections.flatMap((one) => one.artifacts ?? []),
  };
}

const linesOf = (entry: Entry): readonly string[] => entry.value.replace(/\n$/, '').split('\n');

function readCell(lines: readonly CellLine[], path: string, found: Candidate[]): Detection {
  const isShell = /^%%(?:bash|sh|script)/.test(lines[0]?.text ?? '');
  const code = lines.map(({ text }) => (isShell || /^\s*[!%]/.test(text) ? '' : text));
  for (const [index, { text }] of lines.entries()) {
    if (!isShell && !/^\s*!/.test(text)) continue;
    const script = isShell ? [text] : [text.replace(/^\s*!/, ' '), ...continued(lines, index)];
    for (const command of readCommands(script))
      found.push(...readCommand(command).map((candidate) => move(candidate, lines, index)));
  }
  const tokens = readTokens(code.join('\n'), PYTHON);
  const detection = readPython({ tokens, calls: readCalls(tokens) }, path);
  return {
    candidates: detection.candidates.map((candidate) => move(candidate, lines, 0)),
    artifacts: (detection.artifacts ?? []).map((artifact) => ({
      ...artifact,
      line: lines[artifact.line - 1]?.line ?? artifact.line,
    })),
  };
}

/** Lines that go on behind a `\`. */
function continued(lines: readonly CellLine[], index: number): readonly string[] {
  const rest: string[] = [];
  for (let at = index; lines[at]?.text.trimEnd().endsWith('\\') === true; at += 1) rest.push(lines[at + 1]?.text ?? '');
  return rest;
}

/** From a line of the cell to the line of the file; columns count from the beginning of the text in quotes. */
function move(candidate: Candidate, lines: readonly CellLine[], from: number): Candidate {
  const cell = lines[from + candidate.line - 1];
  return cell === undefined ? candidate : { ...candidate, line: cell.line, column: cell.column + candidate.column - 1 };
}
