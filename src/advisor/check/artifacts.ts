import type { ResolvedReference } from '../../domain/check.ts';
import type { ModelArtifact, ModelReference, ReferenceScheme } from '../../domain/reference.ts';
import type { ModelCard } from '../../license/label.ts';
import type { CheckInput, LicenseText } from './input.ts';
import { folderOf, ownCards } from './own.ts';

/** A model whose weights lie in the tree: a GGUF file, or a folder. */
interface LocalModel {
  /** Path of the file or folder. */
  readonly id: string;
  readonly artifacts: readonly ModelArtifact[];
}

/** Models on disk by path. A card beside weights belongs to them; the card of the repository's own model does not. */
function localModels(artifacts: readonly ModelArtifact[]): readonly LocalModel[] {
  const own = new Set(ownCards(artifacts));
  const groups = new Map<string, ModelArtifact[]>();
  const add = (id: string, artifact: ModelArtifact): void => {
    groups.set(id, [...(groups.get(id) ?? []), artifact]);
  };
  const ofFolders = artifacts.filter(({ origin }) => origin !== 'gguf' && origin !== 'upload' && origin !== 'card');
  const folders = new Set(ofFolders.map(({ file }) => folderOf(file)));
  const cards = artifacts.filter((artifact) => artifact.origin === 'card' && !own.has(artifact));
  for (const artifact of artifacts.filter(({ origin }) => origin === 'gguf')) {
    add(artifact.file, artifact);
    const folder = folderOf(artifact.file);
    if (!folders.has(folder)) for (const card of cards) if (folderOf(card.file) === folder) add(artifact.file, card);
  }
  for (const artifact of [...ofFolders, ...cards]) {
    const folder = folderOf(artifact.file);
    if (folders.has(folder)) add(folder === '' ? '.' : folder, artifact);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, parts]) => ({ id, artifacts: parts }));
}

/** What header, card and adapter of one model say together; the card is read by people and comes first. */
function joinCards({ id, artifacts }: LocalModel): ModelCard {
  const sorted = [...artifacts].sort((a, b) => Number(b.origin === 'card') - Number(a.origin === 'card'));
  const labelled = sorted.find(({ license }) => license !== undefined);
  const bases = new Map(sorted.flatMap(({ bases: all }) => all).map((base) => [base.id, base]));
  return {
    id,
    ...(labelled?.license === undefined ? {} : { license: labelled.license }),
    ...(labelled?.licenseName === undefined ? {} : { licenseName: labelled.licenseName }),
    ...(labelled?.licenseLink === undefined ? {} : { licenseLink: labelled.licenseLink }),
    bases: [...bases.values()],
  };
}

const LICENSE_FILE = /^(?:licen[cs]e|copying)(?:[._-][\w.-]*)?$/i;

/** The license file beside the weights; one at the root is the repository's own. */
function textBeside({ id, artifacts }: LocalModel, input: CheckInput): LicenseText | undefined {
  const folder = artifacts[0]?.origin === 'gguf' || id === '.' ? folderOf(artifacts[0]?.file ?? '') : id;
  if (folder === '') return undefined;
  const file = [...input.files.paths]
    .sort()
    .find((path) => folderOf(path) === folder && LICENSE_FILE.test(path.slice(folder.length + 1)));
  const text = file === undefined ? undefined : input.files.read(file);
  return file === undefined || text === undefined ? undefined : { file, sha256: input.sha256(text) };
}

const ON_DISK: ReadonlySet<ReferenceScheme> = new Set(['local', 'gguf-file']);

/** A path as a reference writes it, from the folder of its file: `./m.gguf` in `a/Modelfile` is `a/m.gguf`. */
function pathFrom(folder: string, raw: string): string | undefined {
  const parts: string[] = folder === '' ? [] : folder.split('/');
  for (const part of raw
    .replaceAll('\\', '/')
    .replace(/^file:\/\//, '')
    .split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/') || '.';
}

/** The input with models on disk as models: paths that lead to one are resolved, and one that nothing names is in use as well. */
export function withLocalModels(input: CheckInput): CheckInput {
  const models = localModels(input.artifacts);
  if (models.length === 0) return input;
  const ids = new Set(models.map(({ id }) => id));
  const named = new Set<string>();
  const references = input.references.map((item): ResolvedReference => {
    const { reference } = item;
    if (!ON_DISK.has(reference.scheme)) return item;
    const found = [pathFrom(folderOf(reference.file), reference.raw), pathFrom('', reference.raw)].find(
      (path) => path !== undefined && ids.has(path),
    );
    if (found === undefined) return item;
    named.add(found);
    return { reference, resolution: { kind: 'model', id: found } };
  });
  const unnamed = models.filter(({ id }) => !named.has(id)).map(toReference);
  const texts = models.flatMap((model) => {
    const text = textBeside(model, input);
    return text === undefined ? [] : [[model.id, text] as const];
  });
  return {
    ...input,
    references: [...references, ...unnamed],
    cards: new Map([...models.map((model) => [model.id, joinCards(model)] as const), ...input.cards]),
    texts: new Map([...texts, ...input.texts]),
  };
}

function toReference({ id, artifacts }: LocalModel): ResolvedReference {
  const [first] = artifacts;
  const reference: ModelReference = {
    scheme: first?.origin === 'gguf' ? 'gguf-file' : 'local',
    raw: id,
    id,
    file: first?.file ?? id,
    line: first?.line ?? 1,
    column: 1,
    detector: 'artifact',
    kind: first?.origin === 'adapter' ? 'adapter' : 'use',
    confidence: 'high',
    state: 'resolved',
  };
  return { reference, resolution: { kind: 'model', id } };
}
