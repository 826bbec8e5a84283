import type { AdviceReasonArgs } from './reasons/advice.ts';
import type { EngineReasonArgs } from './reasons/engine.ts';
import type { LicenseReasonArgs } from './reasons/license.ts';
import type { MemoryReasonArgs } from './reasons/memory.ts';

/** Every reason code with its arguments. A code without English and Chinese text does not compile. */
export interface ReasonArgs extends MemoryReasonArgs, EngineReasonArgs, LicenseReasonArgs, AdviceReasonArgs {}

export type ReasonCode = keyof ReasonArgs;
export type ReasonWeight = 'for' | 'against' | 'note' | 'blocks';

/** A reason is a code with arguments, never a sentence; sentences are made in `report/i18n`. */
export type Reason = {
  [C in ReasonCode]: { readonly code: C; readonly args: ReasonArgs[C]; readonly weight: ReasonWeight };
}[ReasonCode];

export function reason<C extends ReasonCode>(code: C, weight: ReasonWeight, args: ReasonArgs[C]): Reason {
  return { code, args, weight } as unknown as Reason;
}
