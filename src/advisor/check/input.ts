import type { Catalog } from '../../domain/catalog.ts';
import type { Baseline, FailOn, Lock, ResolvedReference } from '../../domain/check.ts';
import type { LicenseDetails } from '../../domain/license.ts';
import type { LicensePolicy } from '../../domain/license-policy.ts';
import type { ModelArtifact, ScanFinding, ScanStats } from '../../domain/reference.ts';
import type { EvidenceContext } from '../../license/evidence.ts';
import type { ModelCard } from '../../license/label.ts';
import type { Recognition } from '../../license/recognise.ts';

/** A license text that lies beside the weights of a model. */
export interface LicenseText {
  readonly sha256: string;
  /** Path of the file, for the reader. */
  readonly file: string;
  /** Which license the text is; absent where nobody looked. */
  readonly recognition?: Recognition;
}

/** Everything a check is answered from; the pipeline itself reads nothing. */
export interface CheckInput {
  readonly references: readonly ResolvedReference[];
  readonly artifacts: readonly ModelArtifact[];
  readonly unread: readonly ScanFinding[];
  readonly stats: ScanStats;
  /** Files that may prove duties. */
  readonly files: EvidenceContext['files'];
  readonly policy: LicensePolicy;
  /** Shown path of the policy file; null for a built-in policy. */
  readonly policyFile: string | null;
  readonly catalog: Pick<Catalog, 'models' | 'licenses' | 'version' | 'sha256'>;
  readonly details: (license: string) => LicenseDetails | undefined;
  /** License ids by the lists of the licenses themselves; see `licensesByModel`. */
  readonly licensesOf: (model: string) => readonly string[];
  /** What cards, headers and look-ups say, by model id. */
  readonly cards: ReadonlyMap<string, ModelCard>;
  readonly texts: ReadonlyMap<string, LicenseText>;
  readonly lock?: Lock;
  readonly baseline?: Baseline;
  readonly request: {
    readonly paths: readonly string[];
    /** Models that were named instead of a scan. */
    readonly models: readonly string[];
    readonly environment: string | null;
    /** ISO day. */
    readonly today: string;
    readonly failOn: FailOn;
    /** Finding no model at all fails. */
    readonly failOnEmpty: boolean;
    readonly frozen: boolean;
  };
  /** Only a part of the repository was looked at: nothing may be called unused. */
  readonly partial: boolean;
  /** Hexadecimal SHA-256 of a text. */
  readonly sha256: (text: string) => string;
  readonly tool: { readonly name: string; readonly version: string };
}
