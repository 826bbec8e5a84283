import type { TextPosition } from '../../domain/reference.ts';

/** One mapping of a structured text. */
export interface Scope {
  readonly parent?: Scope;
  /** Key in the parent that holds this mapping; items of a list share it. */
  readonly key: string;
  /** Its pairs; of a key given twice the first. */
  readonly pairs: Map<string, Entry>;
}

/** One scalar of a structured text with the mapping it stands in. */
export interface Entry extends TextPosition {
  /** Key of a pair; for an item of a list the key of the list. */
  readonly key: string;
  readonly form: 'pair' | 'item' | 'text';
  readonly value: string;
  readonly scope: Scope;
  /** Items of one list share this number. */
  readonly list?: number;
}

export const rootScope = (): Scope => ({ key: '', pairs: new Map() });

/** Keys from the outermost mapping to the one the entry stands in; its own key is not among them. */
export function pathOf(entry: Entry): readonly string[] {
  const keys: string[] = [];
  for (let scope: Scope | undefined = entry.scope; scope?.parent !== undefined; scope = scope.parent)
    keys.push(scope.key);
  return keys.reverse();
}

/** Value of a sibling key. */
export function sibling(entry: Entry, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const found = entry.scope.pairs.get(key);
    if (found !== undefined) return found.value;
  }
  return undefined;
}

export function addPair(entry: Entry): void {
  if (!entry.scope.pairs.has(entry.key)) entry.scope.pairs.set(entry.key, entry);
}

/** Items of lists, list by list. */
export function listsOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const lists = new Map<number, Entry[]>();
  for (const entry of entries) {
    if (entry.form !== 'item' || entry.list === undefined) continue;
    const known = lists.get(entry.list);
    if (known === undefined) lists.set(entry.list, [entry]);
    else known.push(entry);
  }
  return [...lists.values()];
}
