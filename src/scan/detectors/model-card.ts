import type { Relation } from '../../domain/model.ts';
import type { ModelArtifact } from '../../domain/reference.ts';
import { isHubId } from '../names/hub-id.ts';
import { strong } from '../recognise/candidate.ts';
import type { Entry } from '../text/entry.ts';
import { pathOf } from '../text/entry.ts';
import type { SourceFile } from '../text/source-file.ts';
import { readYamlEntries } from '../text/yaml-entries.ts';
import type { Detection, Detector } from '../types.ts';

const RELATIONS: Readonly<Record<string, Relation>> = {
  finetune: 'finetune',
  quantized: 'quantized',
  merge: 'merge',
  adapter: 'adapter',
};

/** Front matter of a model card: what the folder's model derives from and under which license it is said to stand. */
export const modelCard = {
  id: 'model-card',
  reads: ({ name }) => /^(?:readme|model_?card)[\w.-]{0,40}\.md$/i.test(name),
  detect: readCardOf,
  good: [
    { file: 'README.md', text: '---\nlicense: mit\nbase_model: Qwen/Qwen3-8B\n---\n# x', expect: ['hf:Qwen/Qwen3-8B'] },
    {
      file: 'README.md',
      text: '\ufeff---\r\nbase_model:\r\n  - acme/A-7B\r\n  - acme/B-7B\r\ntags: [merge]\r\n---',
      expect: ['hf:acme/A-7B', 'hf:acme/B-7B'],
    },
  ],
  bad: [
    { file: 'README.md', text: '# Model\n\nbase_model: Qwen/Qwen3-8B' },
    { file: 'README.md', text: '---\nbase_model: "{{ base_model }}"\ndatasets:\n- acme/rows\n---' },
  ],
} as const satisfies Detector;

function readCardOf(file: SourceFile): Detection {
  if (file.lines[0]?.trimEnd() !== '---') return { candidates: [] };
  const end = file.lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line));
  const front = file.lines.slice(0, end < 0 ? undefined : end).map((line, index) => (index === 0 ? '' : line));
  const { entries } = readYamlEntries(front);
  const bases = entries.filter((entry) => isBase(entry));
  const artifact = toArtifact(entries, bases, file.path);
  return {
    candidates: bases.map((entry) => strong(entry, entry.value, 'hub', 'base')),
    ...(artifact === undefined ? {} : { artifacts: [artifact] }),
  };
}

const isBase = (entry: Entry): boolean =>
  entry.key === 'base_model' &&
  entry.form !== 'text' &&
  entry.value !== '' &&
  pathOf(entry).length <= 1 &&
  !pathOf(entry).includes('model-index');

function toArtifact(entries: readonly Entry[], bases: readonly Entry[], file: string): ModelArtifact | undefined {
  const top = (key: string): Entry | undefined =>
    entries.find(
      (entry) => entry.key === key && entry.form === 'pair' && pathOf(entry).length === 0 && entry.value !== '',
    );
  const licenses = entries
    .filter((entry) => entry.key === 'license' && entry.value !== '' && pathOf(entry).length <= 1)
    .map((entry) => entry.value);
  if (licenses.length === 0 && bases.length === 0) return undefined;
  const isModel =
    bases.length > 0 ||
    ['library_name', 'pipeline_tag', 'base_model_relation', 'license_name'].some((key) => top(key) !== undefined);
  if (!isModel) return undefined;
  const relation = RELATIONS[top('base_model_relation')?.value ?? ''] ?? (bases.length > 1 ? 'merge' : 'finetune');
  const name = top('license_name')?.value;
  const link = top('license_link')?.value;
  const [only] = licenses;
  return {
    origin: 'card',
    file,
    line: top('license')?.line ?? bases[0]?.line ?? 1,
    ...(only === undefined ? {} : { license: licenses.length === 1 ? only : licenses }),
    ...(name === undefined ? {} : { licenseName: name }),
    ...(link === undefined ? {} : { licenseLink: link }),
    bases: bases.filter((entry) => isHubId(entry.value)).map((entry) => ({ id: entry.value, relation })),
  };
}
