import type { Basis } from '../../units/range.ts';
import type { Figures } from '../figures.ts';

/** Name of what is offered: model, quantization and engine as shown. */
interface Offer {
  readonly model: string;
  readonly quantization: string;
  readonly engine: string;
}

/** Whole sentences of one language, with their full stop. */
export interface Sentences {
  /** Joins clauses to one sentence. */
  readonly sentence: (clauses: readonly string[]) => string;
  /** Joins sentences to a paragraph. */
  readonly paragraph: (sentences: readonly string[]) => string;
  /** Between the items of an enumeration that has no last `and`. */
  readonly comma: string;
  readonly labelled: (label: string, text: string) => string;
  readonly users: (count: number) => string;
  readonly needs: (
    need: { useCase: string; languages: readonly string[]; context: string; users: number; license: string },
    f: Figures,
  ) => string;
  readonly devices: (count: number, name: string, total: string | null, free: string | null) => string;
  readonly amountFree: (total: string, available: string | null) => string;
  readonly ramOf: (total: string, available: string | null) => string;
  readonly cores: (count: number) => string;
  readonly machine: (parts: readonly string[], origin: string) => string;
  readonly noDevices: () => string;
  readonly take: (offer: Offer & { readonly id: string }) => string;
  readonly behind: (model: string, margin: string) => string;
  readonly excluded: (model: string, clauses: readonly string[]) => string;
  readonly ruledOut: (
    total: number,
    considered: number,
    parts: readonly { readonly what: string; readonly count: number }[],
  ) => string;
  readonly unlocks: (change: string, offer: Offer, gain: string | null) => string;
  readonly sure: (
    bases: { readonly memory: Basis; readonly speed: Basis | null; readonly quality: Basis },
    f: Figures,
  ) => string;
  readonly allUsers: (users: number, throughput: string) => string;
  readonly nothingFits: () => string;
  readonly nothingToRun: () => string;
  readonly licenses: (ids: readonly string[], verdict: string) => string;
  readonly duties: (clauses: readonly string[]) => string;
  readonly notLegalAdvice: () => string;
  readonly limit: (limits: { readonly context: string | null; readonly users: number | null }) => string;
  /** A text with a remark in parentheses. */
  readonly noted: (text: string, note: string) => string;
  readonly bound: (what: string) => string;
  readonly whyTitle: (model: string, outcome: string, rank: number | null) => string;
  readonly counted: (shown: number) => string;
}
