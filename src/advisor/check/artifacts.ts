import type { ResolvedReference } from '../../domain/check.ts';
import type { ModelArtifact, ModelReference, ReferenceScheme } from '../../domain/reference.ts';
import { isFree } from '../../license/categories.ts';
import type { ModelCard } from '../../license/label.ts';
import { type RecognisableLicense, recogniseLicense } from '../../license/recognise.ts';
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

/** The models with what license files beside their weights say, and those files. */
function readTexts(models: readonly LocalModel[], input: CheckInput): ReadonlyMap<string, LicenseText> {
  const known = recognisable(input);
  const files = licenseFiles(input.files.paths);
  const texts = new Map<string, LicenseText | undefined>();
  const readOnce = (file: string): LicenseText | undefined => {
    if (!texts.has(file)) texts.set(file, readText(file, known, input));
    return texts.get(file);
  };
  return new Map(
    models.flatMap(({ id, artifacts: [first] }) => {
      const folder = first?.origin === 'gguf' || id === '.' ? folderOf(first?.file ?? '') : id;
      const file = files.get(folder);
      const text = file === undefined ? undefined : readOnce(file);
      return text === undefined ? [] : [[id, text] as const];
    }),
  );
}

function readText(
  file: string,
  known: readonly RecognisableLicense[],
  { files, sha256 }: CheckInput,
): LicenseText | undefined {
  const text = files.read(file);
  if (text === undefined) return undefined;
  return { file, sha256: sha256(text), recognition: recogniseLicense(text, known, sha256) };
}

function recognisable({ catalog, details }: CheckInput): readonly RecognisableLicense[] {
  return catalog.licenses.flatMap(({ id, released }) => {
    const recogniser = details(id)?.recogniser;
    return recogniser === undefined ? [] : [{ id, recogniser, ...(released === undefined ? {} : { released }) }];
  });
}

const LICENSE_FILE = /^(?:model[._-]?)?(?:licen[cs]e|copying)(?:[._-][\w.-]*)?$/i;

/** What a license file is about, by its name: the weights, unsaid, the code. */
function rankFile(path: string): number {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /model|weights/i.test(name) ? 0 : /code/i.test(name) ? 2 : 1;
}

/** The license file of each folder: the one about the weights first. One at the root is the repository's own. */
function licenseFiles(paths: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const path of [...paths].sort()) {
    const folder = folderOf(path);
    if (folder === '' || !LICENSE_FILE.test(path.slice(folder.length + 1))) continue;
    const earlier = found.get(folder);
    if (earlier === undefined || rankFile(path) < rankFile(earlier)) found.set(folder, path);
  }
  return found;
}

/**
 * A card with the license its text was recognised as. Grants are taken from a text alone only when every word of it was compared: a title says
 * nothing of a sentence somebody added.
 */
function withText(card: ModelCard, texts: ReadonlyMap<string, LicenseText>, { catalog }: CheckInput): ModelCard {
  const recognition = texts.get(card.id)?.recognition;
  if (recognition?.kind !== 'recognised') return card;
  const license = catalog.licenses.find(({ id }) => id === recognition.id);
  if (license === undefined || (isFree(license) && recognition.how !== 'full-text')) return card;
  return { ...card, textLicense: license.id };
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
  const texts = readTexts(models, input);
  return {
    ...input,
    references: [...references, ...unnamed],
    cards: new Map([
      ...models.map((model) => [model.id, withText(joinCards(model), texts, input)] as const),
      ...input.cards,
    ]),
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
