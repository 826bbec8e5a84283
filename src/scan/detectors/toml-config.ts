import { readKey } from '../recognise/keys.ts';
import { addPair, rootScope, type Scope } from '../text/entry.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Candidate, Detector } from '../types.ts';

const PAIR = /^\s{0,80}"?([\w.-]{1,100})"?\s{0,40}[=:]\s{0,40}(["'])([^"']{1,400})\2/;
const TABLE = /^\s{0,20}\[{1,2}\s{0,10}([\w."'-]{1,200})\s{0,10}\]{1,2}/;
const MANIFESTS = /^(?:pyproject|cargo|poetry|pipfile|uv|rust-toolchain|netlify|fly|wrangler|ruff)(?:\.toml)?$/i;

/** TOML and INI: typed keys by table. */
export const tomlConfig = {
  id: 'toml-config',
  reads: ({ extension, name }) => /^(?:toml|ini|cfg|conf|properties)$/.test(extension) && !MANIFESTS.test(name),
  detect: (file) => ({ candidates: readTables(file) }),
  good: [
    { file: 'serve.toml', text: '[llm]\nmodel = "Qwen/Qwen3-8B"', expect: ['hf:Qwen/Qwen3-8B'] },
    { file: 'bot.toml', text: '[provider]\nprovider = "ollama"\nmodel = "qwen3:8b"', expect: ['ollama:qwen3:8b'] },
  ],
  bad: [
    { file: 'serve.toml', text: '# model = "Qwen/Qwen3-8B"\nimage = "acme/model"\n[datasets]\nrepo_id = "acme/rows"' },
    { file: 'pyproject.toml', text: '[project]\nname = "acme/model"' },
  ],
} as const satisfies Detector;

function readTables(file: SourceFile): readonly Candidate[] {
  const root = rootScope();
  let scope: Scope = root;
  const entries = file.lines.flatMap((line, index) => {
    if (/^\s*[#;]/.test(line)) return [];
    const table = TABLE.exec(line)?.[1];
    if (table !== undefined) {
      scope = { parent: root, key: table.slice(table.lastIndexOf('.') + 1), pairs: new Map() };
      return [];
    }
    const pair = PAIR.exec(line);
    if (pair?.[1] === undefined || pair[3] === undefined) return [];
    const column = pair[0].length - pair[3].length;
    const entry = { line: index + 1, column, key: pair[1], form: 'pair' as const, value: pair[3], scope };
    addPair(entry);
    return [entry];
  });
  return entries.flatMap((entry) => readKey(entry));
}
