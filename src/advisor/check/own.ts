import type { ModelArtifact } from '../../domain/reference.ts';

const WEIGHTS: ReadonlySet<ModelArtifact['origin']> = new Set(['gguf', 'safetensors', 'config', 'adapter']);
const UPLOADS: ReadonlySet<ModelArtifact['origin']> = new Set(['upload']);

/** The folder of a path; empty at the root. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : file.slice(0, slash);
}

/**
 * Cards of models that the repository itself publishes: the README at its root, or one in a folder that names an upload. A card beside
 * weights came with them and is somebody else's.
 */
export function ownCards(artifacts: readonly ModelArtifact[]): readonly ModelArtifact[] {
  const foldersWith = (origins: ReadonlySet<ModelArtifact['origin']>): ReadonlySet<string> =>
    new Set(artifacts.filter(({ origin }) => origins.has(origin)).map(({ file }) => folderOf(file)));
  const weights = foldersWith(WEIGHTS);
  const publishing = foldersWith(UPLOADS);
  return artifacts.filter(
    ({ origin, file, bases }) =>
      origin === 'card' &&
      bases.length > 0 &&
      !weights.has(folderOf(file)) &&
      (folderOf(file) === '' || publishing.has(folderOf(file))),
  );
}

/** Names under which the repository publishes models, sorted. */
export function publishedNames(artifacts: readonly ModelArtifact[]): readonly string[] {
  const names = artifacts.flatMap(({ origin, name }) => (origin === 'upload' && name !== undefined ? [name] : []));
  return [...new Set(names)].sort();
}
