import type { AdviceReasonArgs } from '../../../domain/reasons/advice.ts';
import type { Texts } from '../messages.ts';

export const adviceReasons = {
  'role-mismatch': (a, f) => `is ${f.term('role', a.role)}, not made for ${f.term('useCase', a.useCase)}`,
  'language-weak': (a, f) => `${f.term('language', a.language)} is too weak (${f.term('grade', a.grade)})`,
  'capability-missing': (a, f) =>
    `lacks ${f.term('capability', a.capability)}, which ${f.term('useCase', a.useCase)} needs`,
  'context-too-short': (a, f) =>
    `holds ${f.tokens(a.haveTokens)} tokens of context, ${f.tokens(a.needTokens)} are needed`,
  'below-min-speed': (a, f) =>
    `decodes at ${f.speed(a.haveTokensPerSecond)}, below the ${f.speed(a.needTokensPerSecond)} needed`,
  'above-max-ttft': (a, f) =>
    `the first token comes after ${f.time(a.haveSeconds)}, the limit is ${f.time(a.limitSeconds)}`,
  'speed-unknown': () => 'its speed on this machine is unknown',
  'filtered-out': (a, f) => `excluded by ${f.term('filter', a.filter)} ${a.value}`,
  withdrawn: () => 'was withdrawn by its publisher',
  superseded: (a) => `is superseded by ${a.by}`,
  'quality-high': (a, f) => `quality for ${f.term('useCase', a.useCase)} ${f.qualityRange(a)} of 100`,
  'quality-loss': (a, f) => `${a.quantization} keeps ${f.percent(a.keptPercent / 100)} of the unquantized quality`,
  'quantization-too-low': (a, f) =>
    `${a.quantization} would keep only ${f.percent(a.keptPercent / 100)} of its reasoning: too few bits for a model of this size`,
  'quality-assumed': () => 'its quality is assumed from family, generation and size: no sourced scores are known',
  'fast-enough': (a, f) => `at ${f.speed(a.tokensPerSecond)} it is fast enough`,
  slow: (a, f) => `at ${f.speed(a.tokensPerSecond)} it is slow`,
  'near-tie': (a, f) => `is within the error of the estimates of ${f.name(a.with)}`,
  'lost-to': (a, f) =>
    `ranks below ${f.name(a.winner)}, mostly for ${f.term('criterion', a.criterion)} (by ${f.score(a.byScore)})`,
} as const satisfies Texts<AdviceReasonArgs>;
