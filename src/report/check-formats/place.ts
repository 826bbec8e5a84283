import type { Place } from '../../domain/check.ts';
import { printable } from '../../units/printable.ts';

/** `app/serve.py:2:17`, as editors and terminals understand it. */
export function showPlace({ path, line, column }: Place): string {
  return `${printable(path)}:${line}:${column}`;
}
