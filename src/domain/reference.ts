import type { BaseModel } from './model.ts';

/** The naming system a reference belongs to; decides how its id is compared and looked up. */
export type ReferenceScheme =
  /** `ORG/NAME` on the Hugging Face hub; `id` may be one word for the few old ids. */
  | 'hf'
  /** `[namespace/]model:tag` of the Ollama library. */
  | 'ollama'
  /** OCI name of Docker Model Runner, `ai/name:tag`. */
  | 'docker-model'
  | 'modelscope'
  /** A package URL of type `huggingface`. */
  | 'purl'
  /** A GGUF file in the repository or on disk. */
  | 'gguf-file'
  /** A folder or another file on disk. */
  | 'local'
  /** An artefact in an object store or registry: `s3://`, `gs://`, `pvc://`, `oci://`. */
  | 'remote'
  /** A name of another catalog: JumpStart, NIM, KAITO, WebLLM, GPT4All; see `provider`. */
  | 'preset'
  /** A model somebody else runs: `provider` says who. */
  | 'hosted'
  /** A variable or an expression nobody can read without running it. */
  | 'variable';

/** What the model is there for. */
export type ReferenceKind =
  | 'use'
  /** Something is trained from it. */
  | 'base'
  | 'merge-base'
  | 'adapter'
  /** Drafts tokens for another model. */
  | 'draft'
  /** Only its tokenizer or processor is loaded: licensed material as well. */
  | 'tokenizer'
  /** Named, but nothing shows that it is loaded. Never fails a build. */
  | 'mention';

export type ReferenceState =
  /** The name is complete; whether anybody knows it is the resolver's question. */
  | 'resolved'
  | 'unresolved'
  /** No weights come here: the terms of a provider apply. */
  | 'hosted'
  /** One name for several models. */
  | 'ambiguous';

/** `high`: typed key or command. `medium`: default value, table, wrapper. `low`: mentions. */
export type ReferenceConfidence = 'high' | 'medium' | 'low';

export interface TextPosition {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
}

/** One place where a repository names a model. Texts are as found in the file: untrusted until printed through `printable`. */
export interface ModelReference extends TextPosition {
  readonly scheme: ReferenceScheme;
  /** As written, without quotes. */
  readonly raw: string;
  /** Normalised name; null when there is none to look up. Ollama: with tag. Docker: without. */
  readonly id: string | null;
  readonly tag?: string;
  /** The tag was written, not assumed. */
  readonly explicitTag?: boolean;
  /** Commit, branch, tag or digest. */
  readonly revision?: string;
  /** `Q4_K_M`, as in `repo:Q4_K_M`. */
  readonly quantization?: string;
  /** Repository path with `/`. */
  readonly file: string;
  readonly endColumn?: number;
  /** Id of the detector that found it. */
  readonly detector: string;
  readonly kind: ReferenceKind;
  readonly confidence: ReferenceConfidence;
  readonly state: ReferenceState;
  /** Tool or provider on the way: `ollama`, `litellm`, `azure`. */
  readonly via?: string;
  readonly provider?: string;
  /** Nobody wrote the name: a library picks it when none is given. */
  readonly implicit?: true;
  /** Base name or variable that may help to find out. */
  readonly hint?: string;
  /** The same model again in the same file. */
  readonly occurrences?: readonly TextPosition[];
}

/**
 * A model that this repository holds or makes: a card, a header or a folder on disk says of itself what somebody typed in by hand;
 * `upload` is a name it publishes under (`hub_model_id`, `push_to_hub`).
 */
export interface ModelArtifact {
  readonly origin: 'card' | 'gguf' | 'adapter' | 'config' | 'safetensors' | 'upload';
  /** The file the facts stand in. */
  readonly file: string;
  readonly line: number;
  /** Name of the model, where it is stated. */
  readonly name?: string;
  readonly license?: string | readonly string[];
  readonly licenseName?: string;
  readonly licenseLink?: string;
  readonly bases: readonly BaseModel[];
}

export type ScanFindingCode =
  /** Bigger than what is read; nothing in it was looked at. */
  | 'file-too-big'
  | 'unreadable'
  /** Not UTF-8: read with replacement characters. */
  | 'not-utf8'
  /** Not the JSON or YAML its name promises, or nested or aliased beyond reason; read line by line instead. */
  | 'malformed'
  /** A link that leads out of the tree. */
  | 'link-outside'
  /** A line longer than what is matched. */
  | 'line-too-long'
  /** The tree has more files than are read. */
  | 'too-many-files'
  /** A detector gave up at its limit of references in one file. */
  | 'too-many-references'
  | 'path-missing';

/** What could not be looked at. Never silently skipped. */
export interface ScanFinding {
  readonly code: ScanFindingCode;
  readonly file: string;
  readonly line?: number;
  readonly args: Readonly<Record<string, string | number>>;
}

export interface ScanStats {
  readonly filesSeen: number;
  readonly filesRead: number;
  readonly bytesRead: number;
  readonly ignored: number;
}

/** Everything found below one root: sorted by file, line, column, id. */
export interface ScanResult {
  readonly references: readonly ModelReference[];
  readonly artifacts: readonly ModelArtifact[];
  readonly findings: readonly ScanFinding[];
  readonly stats: ScanStats;
}
