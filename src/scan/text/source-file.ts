import { type Call, readCalls } from './code-calls.ts';
import { type CodeSyntax, readTokens, type Token } from './code-tokens.ts';
import type { Entry } from './entry.ts';
import { readFlow } from './flow-entries.ts';
import { placeIn } from './line-index.ts';
import { readCommands, type ShellCommand } from './shell-words.ts';
import { readYamlEntries } from './yaml-entries.ts';

/** Longer lines are cut where text is read line by line: nobody writes them by hand. */
const MAX_LINE = 20_000;

export interface Code {
  readonly tokens: readonly Token[];
  readonly calls: readonly Call[];
}

/** One file, and the ways to read it; each is made at most once, and only when a detector asks. */
export interface SourceFile {
  /** As given, with `/`. */
  readonly path: string;
  /** Last part of the path. */
  readonly name: string;
  /** Lower case, without the dot; empty when there is none. */
  readonly extension: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly longLines: readonly number[];
  readonly yaml: () => { readonly entries: readonly Entry[]; readonly tooDeep: boolean };
  readonly json: () => { readonly entries: readonly Entry[]; readonly tooDeep: boolean };
  readonly code: (syntax: CodeSyntax) => Code;
  readonly commands: () => readonly ShellCommand[];
}

export function sourceFile(path: string, raw: string, withComments = false): SourceFile {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const longLines: number[] = [];
  const lines = once(() =>
    text.split('\n').map((line, index) => {
      if (line.length <= MAX_LINE) return line;
      longLines.push(index + 1);
      return line.slice(0, MAX_LINE);
    }),
  );
  const codes = new Map<CodeSyntax, Code>();
  return {
    path,
    name,
    extension: dot > 0 ? name.slice(dot + 1).toLowerCase() : '',
    text,
    get lines() {
      return lines();
    },
    get longLines() {
      lines();
      return longLines;
    },
    yaml: once(() => readYamlEntries(lines(), withComments)),
    json: once(() => readFlow(text, placeIn(text))),
    code: (syntax) => {
      const known = codes.get(syntax);
      if (known !== undefined) return known;
      const tokens = readTokens(text, syntax);
      const code = { tokens, calls: readCalls(tokens) };
      codes.set(syntax, code);
      return code;
    },
    commands: once(() =>
      readCommands(withComments ? lines().map((line) => line.replace(/^(\s*)#\s?/, '$1')) : lines()),
    ),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
