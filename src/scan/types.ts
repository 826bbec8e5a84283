import type { ModelArtifact, ModelReference, ScanFinding } from '../domain/reference.ts';

/** What the detectors know of the world: names only. Built once per scan by `scanContext`. */
export interface ScanContext {
  /** Whether a hub id is in the catalog or the lists of the licenses, in any letter case. */
  readonly isKnownHubId: (id: string) => boolean;
  /** Whether the Ollama library has a model of that name (without tag). */
  readonly isOllamaName: (name: string) => boolean;
  /** Hub id of one of the old one-word ids. */
  readonly legacyHubId: (name: string) => string | undefined;
  /** Also look into comments, for audits. */
  readonly includeComments?: boolean;
  /** Also look into the prose of Markdown and reStructuredText. */
  readonly includeDocs?: boolean;
}

/** What one file says. */
export interface TextScan {
  readonly references: readonly ModelReference[];
  readonly artifacts: readonly ModelArtifact[];
  readonly findings: readonly ScanFinding[];
}
