export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What a value can stand for: `32k` tokens are 32 000 to 32 768; a plain number is itself. Both ends belong to it. */
export interface Interval<T extends number | string> {
  readonly low: T;
  readonly high: T;
}

/** One question about a model. `offset` is where it begins in the text. */
export type QueryTest =
  /** Has it any of these? `moe`, `family:qwen,llama`, `license!=mit`. */
  | {
      readonly kind: 'has';
      readonly field: string;
      readonly values: readonly string[];
      readonly negated: boolean;
      readonly offset: number;
    }
  | {
      readonly kind: 'number';
      readonly field: string;
      readonly op: Comparison;
      readonly value: Interval<number>;
      readonly offset: number;
    }
  | {
      readonly kind: 'date';
      readonly field: string;
      readonly op: Comparison;
      readonly value: Interval<string>;
      readonly offset: number;
    }
  /** `language:zh>=supported`: `rank` is the place in the field's grades, worst first. */
  | {
      readonly kind: 'grade';
      readonly field: string;
      readonly subject: string;
      readonly op: Comparison;
      readonly rank: number;
      readonly offset: number;
    };

export type QueryNode =
  | QueryTest
  | { readonly kind: 'and'; readonly nodes: readonly QueryNode[] }
  | { readonly kind: 'or'; readonly nodes: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly node: QueryNode };

export type QueryResult =
  | { readonly kind: 'ok'; readonly ast: QueryNode }
  /** `offset` counts from 0; `suggestions` are what may have been meant there. */
  | {
      readonly kind: 'error';
      readonly message: string;
      readonly offset: number;
      readonly suggestions: readonly string[];
    };
