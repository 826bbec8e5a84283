import { readCommandsIn } from '../recognise/argv.ts';
import { strong } from '../recognise/candidate.ts';
import { readKey } from '../recognise/keys.ts';
import { readUploads } from '../recognise/uploads.ts';
import { type Entry, sibling } from '../text/entry.ts';
import type { Candidate, Detector } from '../types.ts';

/** JSON with and without comments: typed keys, `HF://` of MLC, providers of coding assistants, argument lists. */
export const jsonConfig = {
  id: 'json-config',
  reads: ({ extension, name }) => /^(?:json|jsonc|json5|hjson)$/.test(extension) && !MANIFESTS.test(name),
  detect: (file) => {
    const { entries, tooDeep } = file.json();
    return {
      candidates: [...entries.flatMap(readEntry), ...readCommandsIn(entries.filter((entry) => entry.form === 'item'))],
      artifacts: readUploads(entries, file.path),
      findings: tooDeep ? [{ code: 'malformed' as const, file: file.path, args: { reason: 'nesting' } }] : [],
    };
  },
  good: [
    {
      file: 'mlc.json',
      text: '{"model_list": [{"model": "HF://mlc-ai/Qwen3-0.6B-q4f16_1-MLC"}]}',
      expect: ['hf:mlc-ai/Qwen3-0.6B-q4f16_1-MLC'],
    },
    {
      file: 'config.json',
      text: '{"models": [{"title": "c", "provider": "ollama", "model": "qwen3:8b"}]}',
      expect: ['ollama:qwen3:8b'],
    },
    { file: 'ds.json', text: '  "model_name_or_path": "Qwen/Qwen3-8B",', expect: ['hf:Qwen/Qwen3-8B'] },
    {
      file: 'tasks.jsonc',
      text: '{ // run\n "args": ["--model", "google/gemma-3-4b-it"] }',
      expect: ['hf:google/gemma-3-4b-it'],
    },
  ],
  bad: [
    { file: 'package.json', text: '{"dependencies": {"@huggingface/inference": "^4.0.0"}}' },
    { file: 'a.json', text: '{"model": "sedan", "repo_id": "acme/rows", "repo_type": "dataset"}' },
    { file: 'a.json', text: '{"provider": "openai", "model": "gpt-4o"}' },
  ],
} as const satisfies Detector;

/** Manifests and settings of other tools, which name packages. */
const MANIFESTS =
  /^(?:package|composer|tsconfig[\w.-]*|jsconfig|deno|renovate|lerna|nx|turbo|angular|bower|components|manifest|biome|cspell)\.jsonc?$/;

function readEntry(entry: Entry): readonly Candidate[] {
  if (entry.key === 'tabAutocompleteModel' || entry.form !== 'pair') return [];
  if (entry.key === '_name_or_path' || entry.key === 'name_or_path') return [];
  if (entry.key === 'apiBase' && sibling(entry, 'model') === undefined) return [];
  const found = readKey(entry);
  return found.length > 0 || entry.key !== 'hf' ? found : [strong(entry, entry.value)];
}
