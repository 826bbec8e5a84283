import type { Host } from '../host.ts';

/** Reads several files of one folder at once: name → trimmed text, or null. */
export async function readAll<N extends string>(
  host: Host,
  folder: string,
  names: readonly N[],
): Promise<Readonly<Record<N, string | null>>> {
  const texts = await Promise.all(names.map((name) => host.readText(`${folder}/${name}`)));
  return Object.fromEntries(names.map((name, i) => [name, texts[i]?.trim() ?? null])) as Record<N, string | null>;
}

/** `KEY=value` lines of an uevent or os-release file. */
export function readPairs(text: string | null): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const line of text?.split(/\r?\n/) ?? []) {
    const at = line.indexOf('=');
    if (at > 0)
      pairs.set(
        line.slice(0, at).trim(),
        line
          .slice(at + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
      );
  }
  return pairs;
}
