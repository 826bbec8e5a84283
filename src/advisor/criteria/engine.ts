import type { EngineSpec } from '../../domain/engine.ts';
import type { Criterion } from './criterion.ts';

/** Users up to which a scheduler of this kind is at home. */
const USERS: Readonly<Record<EngineSpec['concurrency'], number>> = {
  single: 1,
  few: 4,
  many: Number.POSITIVE_INFINITY,
};
/** What is kept of an engine's standing when it serves more users than it is made for, and when the device lacks the native kernel. */
const CROWDED = 0.4;
const FALLBACK = 0.9;

/** Maturity of the engine for this number of users on this device. */
export const engine: Criterion = {
  id: 'engine',
  unit: 'maturity',
  stage: 'engine',
  curve: () => [
    { value: 0, score: 0 },
    { value: 1, score: 1 },
  ],
  value: ({ engine: spec, kernel }, { request }) => {
    const crowded = request.users > USERS[spec.concurrency] ? CROWDED : 1;
    return spec.maturity * crowded * (kernel === 'fallback' ? FALLBACK : 1);
  },
};
