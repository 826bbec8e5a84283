import type { CheckInput } from '../../advisor/check/input.ts';
import type { Catalog } from '../../domain/catalog.ts';
import type { LicensePolicy } from '../../domain/license-policy.ts';
import { matchesGlob } from '../../license/glob.ts';
import { scanContext } from '../../scan/context.ts';
import { referenceIndex, resolveReference } from '../../scan/resolve.ts';
import { scanTree } from '../../scan/walk.ts';
import type { Io } from '../io.ts';
import { openCards } from './cards.ts';
import { evidenceFiles } from './evidence.ts';
import { hintsFor, namedModel } from './named.ts';
import type { CheckFlags } from './options.ts';
import { createProgress } from './progress.ts';
import { type CheckRoot, showPath } from './root.ts';

type Collected = Pick<CheckInput, 'references' | 'artifacts' | 'unread' | 'stats' | 'files' | 'cards' | 'texts'>;

interface CollectOptions {
  readonly root: CheckRoot;
  /** Models to judge instead of a scan. */
  readonly models: readonly string[];
  readonly catalog: Catalog;
  /** Hub ids that the lists of the licenses name. */
  readonly licensedIds: readonly string[];
  readonly policy: LicensePolicy;
  readonly flags: CheckFlags;
  readonly io: Io;
}

/** Scans the tree, or takes the models that were named, and looks every name up. */
export async function collectModels({
  root,
  models,
  catalog,
  licensedIds,
  policy,
  flags,
  io,
}: CollectOptions): Promise<Collected> {
  const index = referenceIndex(catalog.models, licensedIds);
  const rest = { files: evidenceFiles(root.root), ...(await openCards(flags.evidence, io)) };
  if (models.length > 0) {
    const references = [...new Set(models)].map((name) => resolveReference(namedModel(name, index), index));
    for (const hint of hintsFor(references, catalog)) io.stderr.write(hint);
    const stats = { filesSeen: 0, filesRead: 0, bytesRead: 0, ignored: 0 };
    return { ...rest, references, artifacts: [], unread: [], stats };
  }
  const context = scanContext(catalog.models, licensedIds, {
    ...(flags.includeComments === true ? { includeComments: true } : {}),
    ...(flags.includeDocs === true ? { includeDocs: true } : {}),
  });
  const excluded = policy.exclude.flatMap(({ paths: globs }) => globs);
  const progress = createProgress(io);
  const paths = root.whole ? {} : { paths: root.paths.map((path) => showPath(path, root.root)) };
  const scan = await scanTree(root.root, context, {
    ...paths,
    skip: (path) => excluded.some((glob) => matchesGlob(glob, path)),
    onProgress: progress.show,
  });
  progress.clear();
  return {
    ...rest,
    references: scan.references.map((reference) => resolveReference(reference, index)),
    artifacts: scan.artifacts,
    unread: scan.findings,
    stats: scan.stats,
  };
}
