import type { Entry } from '../text/entry.ts';
import { listsOf } from '../text/entry.ts';
import { readCommands, type ShellWord } from '../text/shell-words.ts';
import type { Candidate } from '../types.ts';
import { readCommand } from './commands.ts';

const toWord = ({ value, line, column }: Entry): ShellWord => ({ value, line, column, quoted: /\s/.test(value) });

/** Argument lists (`args: [--model, X]`), command lines in values, and lines of scripts in block scalars. */
export function readCommandsIn(entries: readonly Entry[]): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const list of listsOf(entries)) found.push(...readCommand(list.map(toWord)));
  const texts: { start: Entry; lines: string[] }[] = [];
  for (const entry of entries) {
    if (entry.form === 'text') {
      const last = texts.at(-1);
      if (last !== undefined && last.start.line + last.lines.length === entry.line)
        last.lines.push(`${' '.repeat(entry.column - 1)}${entry.value}`);
      else texts.push({ start: entry, lines: [`${' '.repeat(entry.column - 1)}${entry.value}`] });
    } else if (entry.form === 'pair' && /\s/.test(entry.value)) {
      for (const command of readCommands([entry.value], entry)) found.push(...readCommand(command));
    }
  }
  for (const { start, lines } of texts)
    for (const command of readCommands(lines, { line: start.line, column: 1 })) found.push(...readCommand(command));
  return found;
}
