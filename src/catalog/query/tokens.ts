export type Token =
  /** A name or value; `quoted` ones are never keywords. */
  | { readonly kind: 'word'; readonly text: string; readonly quoted: boolean; readonly offset: number }
  | { readonly kind: 'symbol'; readonly text: string; readonly offset: number }
  | { readonly kind: 'end'; readonly text: ''; readonly offset: number };

export type Tokens =
  | { readonly kind: 'ok'; readonly tokens: readonly Token[] }
  | { readonly kind: 'error'; readonly message: string; readonly offset: number };

const PATTERN = /\s*(?:"([^"]*)"|([\p{L}\p{N}_.+*/@-]+)|(<=|>=|!=|==|[=<>:(),]))/uy;

/** Splits a query into words, quoted words and symbols. */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  let position = 0;
  while (text.slice(position).trim() !== '') {
    PATTERN.lastIndex = position;
    const match = PATTERN.exec(text);
    if (match === null) return unexpected(text, position + (/^\s*/.exec(text.slice(position))?.[0].length ?? 0));
    const [whole, quoted, word, symbol] = match;
    position += whole.length;
    const raw = word ?? symbol ?? `"${quoted ?? ''}"`;
    const offset = position - raw.length;
    if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol === '==' ? '=' : symbol, offset });
    else tokens.push({ kind: 'word', text: word ?? quoted ?? '', quoted: word === undefined, offset });
  }
  tokens.push({ kind: 'end', text: '', offset: text.length });
  return { kind: 'ok', tokens };
}

const INSTEAD: Readonly<Record<string, string>> = {
  '&': 'write "and"',
  '|': 'write "or"',
  '!': 'write "not" or "!="',
  '≥': 'write ">="',
  '≤': 'write "<="',
  ';': 'write "and"',
};

function unexpected(text: string, offset: number): Tokens {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  if (character === '"') return { kind: 'error', message: 'this quote is never closed', offset };
  const instead = INSTEAD[character];
  return { kind: 'error', message: `unexpected "${character}"${instead === undefined ? '' : `: ${instead}`}`, offset };
}
