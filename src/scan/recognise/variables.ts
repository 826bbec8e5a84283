import type { SourceFile } from '../text/source-file.ts';

/** `NAME=value`, `export NAME=value`, `ARG NAME=value`, `NAME ?= value`, `NAME: value`, `$env:NAME = value`. */
const ASSIGNMENT =
  /^\s{0,80}(?:-\s+)?(?:(?:export|ENV|ARG|declare(?:\s-\w)?|local|readonly|set|setx|env)\s+)?["']?(?:\$(?:env:)?)?([A-Za-z_]\w{0,80})["']?\s{0,20}(?:=|\?=|:=|::=|:\s)\s{0,20}(\S.{0,400})$/;
const NAMED = /^\s{0,80}-?\s{0,20}name:\s{1,20}["']?([A-Za-z_]\w{0,80})["']?\s*$/;
const VALUED = /^\s{0,80}value:\s{1,20}(\S.{0,400})$/;

export interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  readonly column: number;
}

/** Assignments of a script, an environment or a manifest, in order; comments left out. */
export function readAssignments(file: SourceFile): readonly Assignment[] {
  const found: Assignment[] = [];
  let named: string | undefined;
  for (const [index, text] of file.lines.entries()) {
    if (!/[=:]/.test(text) || /^\s*#/.test(text)) continue;
    const name = NAMED.exec(text)?.[1];
    const value = named === undefined ? undefined : VALUED.exec(text)?.[1];
    if (named !== undefined && value !== undefined)
      found.push({ name: named, value, line: index + 1, column: text.indexOf(value) + 1 });
    named = name;
    const assigned = ASSIGNMENT.exec(text);
    if (assigned?.[1] !== undefined && assigned[2] !== undefined && name === undefined)
      found.push({
        name: assigned[1],
        value: firstWord(assigned[2]),
        line: index + 1,
        column: text.length - assigned[2].length + 1,
      });
  }
  return found;
}

/** A quoted text, or up to white space or the end of the command. */
function firstWord(text: string): string {
  const quoted = /^"([^"]{0,400})"|^'([^']{0,400})'/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? '';
  if (text.startsWith('${')) return text.slice(0, text.lastIndexOf('}') + 1) || text;
  return /^[^\s;&|#]{0,400}/.exec(text)?.[0] ?? '';
}

/** The first value given to each name. */
export function variablesOf(file: SourceFile): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of readAssignments(file))
    if (!values.has(name) && value !== '' && !isSelf(name, value)) values.set(name, value);
  return values;
}

const isSelf = (name: string, value: string): boolean => value === `$${name}` || value === `\${${name}}`;
