import type { LicenseVerdict } from '../../domain/license.ts';
import type { DeviceLedger, MemoryLedger, Placement } from '../../domain/memory.ts';
import type { Configuration } from '../../domain/result.ts';
import type { SpeedEstimate } from '../../domain/speed.ts';
import { GIB } from '../../units/quantities.ts';
import type { Tone } from '../layout/paint.ts';
import type { Cell } from '../layout/table.ts';
import type { Words } from './words.ts';

/** Memory in GiB without the unit, for columns that carry it in the header. */
export function gibNumber(bytes: number): string {
  return (bytes / GIB).toFixed(1);
}

function usedOf(ledgers: readonly DeviceLedger[]): string {
  const used = ledgers.reduce((sum, { totalBytes }) => sum + totalBytes.typical, 0);
  const usable = ledgers.reduce((sum, { usableBytes }) => sum + usableBytes, 0);
  return `${gibNumber(used)}/${gibNumber(usable)}`;
}

/** `17.9/23.5` of the devices used together; what lies in RAM on a second line where a part of the model does. */
export function memoryText(memory: MemoryLedger, placement: Placement, words: Words): string {
  const devices = memory.devices.filter(({ id }) => placement.devices.includes(id));
  if (devices.length === 0) return usedOf([memory.host]);
  const offloaded = placement.kind === 'offload' || placement.kind === 'expert-offload';
  return offloaded
    ? `${usedOf(devices)}\n+${gibNumber(memory.host.totalBytes.typical)} ${words.labels.ram}`
    : usedOf(devices);
}

/** What one user sees while the answer is written. */
export function rateText(speed: SpeedEstimate, users: number, words: Words): string {
  const rate = users > 1 ? (speed.perUserTokensPerSecond ?? speed.decodeTokensPerSecond) : speed.decodeTokensPerSecond;
  return rate === null ? words.labels.unknown : words.figures.rateRange(rate);
}

const VERDICT_TONES = {
  allowed: 'good',
  conditional: 'careful',
  denied: 'bad',
  unknown: 'careful',
} as const satisfies Record<LicenseVerdict['verdict'], Tone>;

export function licenseCell(license: LicenseVerdict, words: Words): Cell {
  return { text: words.figures.term('verdict', license.verdict), tone: VERDICT_TONES[license.verdict] };
}

/** `Q4_K_M llama.cpp 32k`: how a model is run, on one line. */
export function howText({ quantization, engine, contextTokens }: Configuration, words: Words): string {
  return [quantization.id, words.figures.term('engine', engine.id), words.figures.tokens(contextTokens)].join(' ');
}

export function languagesText({ languages }: Configuration, words: Words): string {
  return Object.entries(languages)
    .map(([code, grade]) =>
      words.sentences.labelled(words.figures.term('language', code), words.figures.term('grade', grade)),
    )
    .join('\n');
}
