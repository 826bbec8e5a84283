import type { TextPosition } from '../../domain/reference.ts';

export interface ShellWord extends TextPosition {
  /** Without its outer quotes. */
  readonly value: string;
  readonly quoted: boolean;
}

/** Words of one simple command: between `|`, `&&`, `||`, `;`, `&` and the ends of a logical line. */
export type ShellCommand = readonly ShellWord[];

/** Ends a line that goes on: `\` of sh, a back-tick of PowerShell, `^` of cmd. */
const CONTINUED = /(?:\\|\s`|\s\^)\s*$/;
const MAX_JOINED = 400;

/** Commands of a script, comments left out, continuation lines joined; every word with its place. Unclosed quotes are plain characters. */
export function readCommands(
  lines: readonly string[],
  base: TextPosition = { line: 1, column: 1 },
): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  const flush = (): void => {
    if (words.length > 0) commands.push(words);
    words = [];
  };
  let joined = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const trimmed = line.trimStart();
    const isComment = trimmed.startsWith('#') || /^(?:REM\s|::)/i.test(trimmed);
    if (isComment) {
      // A comment between continued lines does not end the command.
      if (joined === 0) flush();
      continue;
    }
    const continued = CONTINUED.test(line) && joined < MAX_JOINED;
    const body = continued ? line.replace(CONTINUED, '') : line;
    const column = index === 0 ? base.column : 1;
    splitWords(body, base.line + index, column, (word) => words.push(word), flush);
    joined = continued ? joined + 1 : 0;
    if (!continued) flush();
  }
  flush();
  return commands;
}

function splitWords(
  line: string,
  lineNumber: number,
  column: number,
  add: (word: ShellWord) => void,
  flush: () => void,
): void {
  let at = 0;
  while (at < line.length) {
    const char = line[at] ?? '';
    if (/\s/.test(char)) {
      at += 1;
    } else if (char === '#') {
      return;
    } else if (char === '|' || char === ';' || (char === '&' && line[at - 1] !== '>' && line[at + 1] !== '>')) {
      flush();
      at += 1;
    } else {
      const { value, quoted, end, skip } = readWord(line, at);
      if (value !== '') add({ value, quoted, line: lineNumber, column: column + at + skip });
      at = Math.max(end, at + 1);
    }
  }
}

interface Word {
  readonly value: string;
  readonly quoted: boolean;
  readonly end: number;
  /** Characters of the word before its value begins. */
  readonly skip: number;
}

function readWord(line: string, from: number): Word {
  let value = '';
  let at = from;
  let quoted = false;
  const skip = line[from] === '"' || line[from] === "'" || line[from] === '`' ? 1 : 0;
  while (at < line.length) {
    const char = line[at] ?? '';
    if (char === '"' || char === "'") {
      const end = quoteEnd(line, at);
      if (end < 0) {
        // Nothing closes it: part of a longer quotation whose other end is on another line.
        at += 1;
        continue;
      }
      value += char === '"' ? line.slice(at + 1, end).replace(/\\(["\\$`])/g, '$1') : line.slice(at + 1, end);
      quoted = true;
      at = end + 1;
    } else if (char === '$' && (line[at + 1] === '{' || line[at + 1] === '(')) {
      const end = expansionEnd(line, at + 1);
      value += line.slice(at, end);
      at = end;
    } else if (char === '\\' && at + 1 < line.length) {
      // Windows paths keep their separators.
      const next = line[at + 1] ?? '';
      value += /[\w.]/.test(next) ? `\\${next}` : next;
      at += 2;
    } else if (char === '`') {
      at += 1;
    } else if (/[\s|;]/.test(char) || (char === '&' && line[at + 1] === '&')) {
      break;
    } else {
      value += char;
      at += 1;
    }
  }
  return { value, quoted, end: at, skip };
}

function quoteEnd(line: string, open: number): number {
  const quote = line[open];
  for (let at = open + 1; at < line.length; at += 1) {
    if (line[at] === '\\' && quote === '"') at += 1;
    else if (line[at] === quote) return at;
  }
  return -1;
}

/** Behind the bracket that closes `${…}` or `$(…)`; the end of the line when none does. */
function expansionEnd(line: string, open: number): number {
  const [left, right] = line[open] === '{' ? ['{', '}'] : ['(', ')'];
  let depth = 0;
  for (let at = open; at < line.length; at += 1) {
    if (line[at] === left) depth += 1;
    else if (line[at] === right) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return line.length;
}
