export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/**
 * JSON out of a tool's output. Leading lines that are not JSON (warnings) and a missing final bracket are tolerated; several
 * documents one after another give several values. Nothing usable gives an empty list.
 */
export function readJson(text: string): readonly Json[] {
  const start = text.search(/[[{]/);
  if (start < 0) return [];
  const whole = attempt(text.slice(start));
  if (whole !== undefined) return [whole];
  const values: Json[] = [];
  let from = start;
  while (from >= 0 && from < text.length && values.length < 64) {
    const end = endOfValue(text, from);
    const value = attempt(text.slice(from, end.at) + end.missing);
    if (value !== undefined) values.push(value);
    const next = text.slice(value === undefined ? from + 1 : end.at).search(/^[ \t]*[[{]/m);
    if (next < 0) break;
    from = (value === undefined ? from + 1 : end.at) + next;
    from += text.slice(from).search(/[[{]/);
  }
  return values;
}

function attempt(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Where the value that starts at `from` ends, and the brackets it lacks when the text ends first. */
function endOfValue(text: string, from: number): { readonly at: number; readonly missing: string } {
  const open: string[] = [];
  let quoted = false;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{') open.push('}');
    else if (c === '[') open.push(']');
    else if (c === '}' || c === ']') {
      open.pop();
      if (open.length === 0) return { at: i + 1, missing: '' };
    }
  }
  return { at: text.length, missing: (quoted ? '"' : '') + open.toReversed().join('') };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** A member by path; keys are compared without case. */
export function member(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) {
    if (!isObject(at)) return undefined;
    const key: string | undefined = Object.hasOwn(at, step)
      ? step
      : Object.keys(at).find((k) => k.toLowerCase() === step.toLowerCase());
    at = key === undefined ? undefined : at[key];
  }
  return at;
}

/** A scalar as text; null for objects, lists and null. */
export function scalar(value: Json | undefined): string | null {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null;
}
