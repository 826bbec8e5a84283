import type {
  ModelArtifact,
  ModelReference,
  ReferenceConfidence,
  ReferenceKind,
  ReferenceScheme,
  ReferenceState,
  ScanFinding,
  TextPosition,
} from '../domain/reference.ts';
import type { SourceFile } from './text/source-file.ts';

/** What the detectors know of the world: names only. Built once per scan by `scanContext`. */
export interface ScanContext {
  /** Whether a hub id is in the catalog or the lists of the licenses, in any letter case. */
  readonly isKnownHubId: (id: string) => boolean;
  /** Whether the Ollama library has a model of that name (without tag). */
  readonly isOllamaName: (name: string) => boolean;
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

/** How a bare name is read where nothing in the value itself says it. */
export type NameSpace =
  /** `ORG/NAME`, or one of the old one-word ids. */
  | 'hub'
  | 'ollama'
  | 'docker-model'
  | 'modelscope'
  /** A provider prefix first: `ollama_chat/…`, `azure/…`. */
  | 'litellm'
  | 'webllm'
  /** Presets of KAITO workspaces. */
  | 'kaito'
  /** Whatever it is, somebody else runs it: `provider` of the candidate. */
  | 'service'
  /** Only with a scheme: `hf://…`, `ollama://…`. */
  | 'uri';

/** A value in a place where a model's name may stand; the classifier decides what it is. */
export interface Candidate extends TextPosition {
  readonly raw: string;
  readonly space: NameSpace;
  readonly kind: ReferenceKind;
  readonly confidence: ReferenceConfidence;
  /** The place is for models alone: a path or a variable there is a model nobody can read. */
  readonly strong: boolean;
  /** Characters it takes in its line, where that is not the length of `raw`: a constant's name. */
  readonly width?: number;
  readonly via?: string;
  readonly provider?: string;
  readonly revision?: string;
  readonly quantization?: string;
  readonly implicit?: true;
  /** Nothing is reported here, whatever later detectors think. */
  readonly claimed?: true;
  /** The place takes only names of the library, never local ones: `ollama pull`. */
  readonly certain?: true;
  /** The variable this value is given to; where the file uses the variable as a model, that place is reported instead. */
  readonly assigns?: string;
  /** One-word names belong to this owner: `sentence-transformers`. */
  readonly defaultOwner?: string;
}

/** What a value turned out to be; the rest of a reference comes from its place. */
export interface Classified {
  readonly scheme: ReferenceScheme;
  readonly id: string | null;
  readonly state: ReferenceState;
  readonly tag?: string;
  readonly explicitTag?: boolean;
  readonly revision?: string;
  readonly quantization?: string;
  readonly provider?: string;
  readonly via?: string;
  readonly hint?: string;
  /** Where the value says less than its place. */
  readonly confidence?: ReferenceConfidence;
}

/** What the readers of names look at. */
export type Named = Pick<Candidate, 'strong' | 'defaultOwner' | 'certain'>;

/** What a detector says of one file. */
export interface Detection {
  readonly candidates: readonly Candidate[];
  readonly artifacts?: readonly ModelArtifact[];
  readonly findings?: readonly ScanFinding[];
}

/** A snippet of a file, and the ids that must come out of it: `scheme:id`, unresolved ones as `?scheme`. */
export interface Example {
  readonly file: string;
  readonly text: string;
  readonly expect: readonly string[];
}

/** One kind of place where models are named. */
export interface Detector {
  readonly id: string;
  /** By path and name only; cheap. */
  readonly reads: (file: SourceFile) => boolean;
  readonly detect: (file: SourceFile, context: ScanContext) => Detection;
  readonly good: readonly Example[];
  /** Look-alikes: nothing may come out of them. */
  readonly bad: readonly Omit<Example, 'expect'>[];
}
