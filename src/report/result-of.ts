import type { AnyResult } from '../domain/result.ts';

type Distribute<R, C> = R extends { readonly command: infer D } ? (C extends D ? R : never) : never;

/** The result type of one command. */
export type ResultOf<C extends AnyResult['command']> = Distribute<AnyResult, C>;
