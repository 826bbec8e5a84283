import type { EngineId, GateCause } from '../../domain/engine.ts';
import type { LicenseCategory, LicenseVerdictKind } from '../../domain/license.ts';
import type { Placement } from '../../domain/memory.ts';
import type { LanguageGrade, ModelRole, ModelStatus, Relation } from '../../domain/model.ts';
import type { CriterionId } from '../../domain/profile.ts';
import type { ReasonCode } from '../../domain/reason.ts';
import type { MixerName } from '../../domain/shown-model.ts';
import type { Bound } from '../../domain/speed.ts';
import type { UseCase } from '../../domain/workload.ts';
import type { Basis } from '../../units/range.ts';

type Words<Id extends string> = Readonly<Record<Id, string>>;
/** Sets that data may add to: an identifier without a word is shown as it is. */
type OpenWords = Readonly<Record<string, string>>;

/** Words for the facts of a catalog entry. */
export interface CatalogTerms {
  /** What mixes tokens in a layer. */
  readonly mixer: Words<MixerName>;
  /** How far attention looks back; the window's size is written behind it. */
  readonly span: Words<'sliding' | 'chunked' | 'cross'>;
  /** How a model came from another: `X is its …`, 由它…而来. */
  readonly relation: Words<Relation>;
  readonly scoreBy: Words<'vendor' | 'third-party'>;
  readonly licenseCategory: Words<LicenseCategory>;
  /** Groups of facts that have sources of their own. */
  readonly sourceGroup: OpenWords;
  readonly capabilityValue: OpenWords;
}

/** The words of one language for the identifiers that results carry. */
export interface Terms extends CatalogTerms {
  readonly useCase: Words<UseCase>;
  readonly role: Words<ModelRole>;
  /** The role alone, for columns. */
  readonly roleName: Words<ModelRole>;
  readonly status: Words<ModelStatus>;
  readonly criterion: Words<CriterionId>;
  readonly basis: Words<Basis | 'published'>;
  readonly verdict: Words<LicenseVerdictKind>;
  readonly grade: Words<LanguageGrade>;
  readonly placement: Words<Placement['kind']>;
  readonly bound: Words<Bound>;
  readonly engine: Words<EngineId>;
  /** Why an engine runs a format through a fallback, or not at all. */
  readonly gateCause: Words<GateCause>;
  readonly fit: Words<'fits' | 'fits-offloaded' | 'too-big' | 'unsupported'>;
  readonly outcome: Words<'recommended' | 'outranked' | 'rejected'>;
  readonly probe: Words<'ok' | 'absent' | 'failed' | 'timeout'>;
  readonly origin: Words<'detected' | 'replayed' | 'described' | 'snapshot'>;
  readonly level: Words<'info' | 'warning' | 'error'>;
  readonly ability: OpenWords;
  readonly capability: OpenWords;
  readonly language: OpenWords;
  /** Where memory lies: `host`, else a device. */
  readonly place: OpenWords;
  /** Recommend's filters, as the options are called. */
  readonly filter: OpenWords;
  /** Facts a license asks for. */
  readonly fact: OpenWords;
  readonly field: OpenWords;
  /** Units of criteria, written behind the number. */
  readonly unit: OpenWords;
  /** Short names of reasons, for counting what ruled models out. */
  readonly code: Words<ReasonCode>;
}

export type TermKind = keyof Terms;
