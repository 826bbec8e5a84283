export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/**
 * Where the value at a path stands in valid JSON text; the innermost value on the way when the path leaves the document (a
 * missing key is reported at its object).
 */
export function positionOf(text: string, path: readonly PropertyKey[]): Position {
  let at = skipSpace(text, 0);
  for (const step of path) {
    const next = typeof step === 'number' ? elementAt(text, at, step) : memberAt(text, at, String(step));
    if (next === null) break;
    at = next;
  }
  return positionAt(text, at);
}

function memberAt(text: string, from: number, key: string): number | null {
  if (text[from] !== '{') return null;
  let at = skipSpace(text, from + 1);
  let found: number | null = null;
  while (text[at] === '"') {
    const end = skipString(text, at);
    const name = JSON.parse(text.slice(at, end)) as string;
    const value = skipSpace(text, skipSpace(text, end) + 1);
    // The last of equal keys is the one that counts.
    if (name === key) found = value;
    at = skipSpace(text, skipValue(text, value));
    if (text[at] !== ',') break;
    at = skipSpace(text, at + 1);
  }
  return found;
}

function elementAt(text: string, from: number, index: number): number | null {
  if (text[from] !== '[') return null;
  let at = skipSpace(text, from + 1);
  for (let i = 0; text[at] !== ']' && at < text.length; i++) {
    if (i === index) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text[at] !== ',') break;
    at = skipSpace(text, at + 1);
  }
  return null;
}

function skipValue(text: string, from: number): number {
  if (text[from] === '"') return skipString(text, from);
  if (text[from] !== '{' && text[from] !== '[') {
    let at = from;
    while (at < text.length && !/[,\]}\s]/.test(text[at] ?? '')) at++;
    return at;
  }
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const c = text[at];
    if (c === '"') at = skipString(text, at) - 1;
    else if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

function skipString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  return at;
}
