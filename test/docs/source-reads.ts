import { readFileSync } from 'node:fs';

/** Detectors hold examples of foreign code in strings; comments name variables too. */
const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|\/\/.*/g;
const IMPORT = /(?:from|import\() ?'(\.[^']+\.ts)'/g;

/** Environment variables that are read as `env.NAME` by any module the command line can reach. */
export function environmentReads(source: URL): readonly string[] {
  const seen = new Set<string>();
  const variables = new Set<string>();
  const waiting = [new URL('cli/main.ts', source)];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (seen.has(module.href)) continue;
    seen.add(module.href);
    const text = readFileSync(module, 'utf8');
    for (const [, name = ''] of text.replace(QUOTED, '').matchAll(/\benv\.([A-Z][A-Z_]+)/g)) variables.add(name);
    for (const [, path = ''] of text.matchAll(IMPORT)) waiting.push(new URL(path, module));
  }
  return [...variables];
}
