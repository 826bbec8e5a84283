import type { Catalog } from '../../domain/catalog.ts';
import type { ModelSpec } from '../../domain/model.ts';
import type { ModelDetails } from '../expand-model.ts';
import type { CatalogLevel } from '../finding.ts';
import type { AuthoredSections, FileKind, Section } from '../schema/kinds.ts';
import type { NodePath, YamlFile } from '../yaml-file.ts';

/** One authored file as the rules see it. */
export interface LintFile {
  readonly yaml: YamlFile;
  readonly kind: FileKind;
  /** Path below the catalog's root, with `/`. */
  readonly path: string;
}

/** What a section holds when the rules run: authored fields, and for models the expanded form beside them. */
type LintValue<S extends Section> = S extends 'models'
  ? {
      readonly authored: AuthoredSections['models'];
      readonly model: Omit<ModelSpec, 'footprint'>;
      readonly details: ModelDetails;
    }
  : AuthoredSections[S];

/** One valid entry and where it stands. */
export interface LintEntry<S extends Section = Section> {
  readonly section: S;
  readonly id: string;
  readonly value: LintValue<S>;
  readonly file: LintFile;
  /** Path of the entry in its file: `['models', 3]`, or `[]` where the file is the entry. */
  readonly at: NodePath;
}

/** All valid entries. In an overlay run, entries of the catalog below are only known by id. */
export interface LintCatalog {
  readonly entries: <S extends Section>(section: S) => readonly LintEntry<S>[];
  /** Is there such an entry, here or in the catalog below? */
  readonly has: (section: Section, id: string) => boolean;
  /** Ids of a section, here and below, for did-you-mean. */
  readonly ids: (section: Section) => readonly string[];
  readonly files: readonly LintFile[];
  readonly sections: readonly Section[];
  /** The catalog below an overlay, less what the overlay overrides. */
  readonly below: Catalog | undefined;
  /** ISO date that no fact may lie after; undefined: not checked. */
  readonly today: string | undefined;
}

/** What a rule reports; file, line and column follow from where. */
export interface LintReport {
  readonly message: string;
  readonly tip?: string;
  /** Path below the entry (entry scope) or below the file (file scope). */
  readonly at?: NodePath;
  /** Points at the key instead of the value. */
  readonly onKey?: true;
  /** Points at the first line of the file, whatever stands there. */
  readonly onStart?: true;
}

/** A report of a catalog-scope rule says whose entry it is about. */
export interface CatalogLintReport extends LintReport {
  readonly entry: LintEntry;
}

/** Small catalogs by path. In `bad`, every report of the rule must be the rule's own; `good` must give none. */
export interface LintExamples {
  readonly good: Readonly<Record<string, string>>;
  readonly bad: Readonly<Record<string, string>>;
}

interface RuleBase {
  readonly id: string;
  readonly level: CatalogLevel;
  readonly description: string;
  readonly examples: LintExamples;
  /** About form, not facts: not asked of overlays. */
  readonly style?: true;
}

export interface FileRule extends RuleBase {
  readonly scope: 'file';
  readonly check: (file: LintFile) => Iterable<LintReport>;
  /** The text with everything mechanical put right. */
  readonly fix?: (file: LintFile) => string;
}

export interface EntryRule<S extends Section = Section> extends RuleBase {
  readonly scope: 'entry';
  readonly section: S;
  readonly check: (entry: LintEntry<S>, catalog: LintCatalog) => Iterable<LintReport>;
}

export interface CatalogRule extends RuleBase {
  readonly scope: 'catalog';
  readonly check: (catalog: LintCatalog) => Iterable<CatalogLintReport>;
}

/** An entry rule of any one section. */
export type AnyEntryRule = { readonly [S in Section]: EntryRule<S> }[Section];
export type LintRule = FileRule | AnyEntryRule | CatalogRule;
