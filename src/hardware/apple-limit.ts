import { GIB, MIB } from '../units/quantities.ts';

const PAGE = 16 * 1024;

/**
 * Default of `MTLDevice.recommendedMaxWorkingSetSize` as a share of RAM. Up to macOS 15: 2/3 to 32 GiB, 3/4 from 36 GiB
 * (ggml-org/llama.cpp start-up logs; exo-explore/exo#1672). macOS 26: logs of llama.cpp at 16, 24, 32, 36, 48, 64 and 128 GiB,
 * AlexsJones/llmfit#754, antirez/ds4#893; 96 GiB and 192 GiB and more are not measured and take the step below. Retrieved 2026-11.
 */
const SHARES: readonly { readonly upToGib: number; readonly before26: number; readonly from26: number }[] = [
  { upToGib: 24, before26: 2 / 3, from26: 0.74 },
  { upToGib: 32, before26: 2 / 3, from26: 0.78 },
  { upToGib: 48, before26: 3 / 4, from26: 0.78 },
  { upToGib: 96, before26: 3 / 4, from26: 0.81 },
  { upToGib: Number.POSITIVE_INFINITY, before26: 3 / 4, from26: 0.84 },
];

export interface AppleLimit {
  readonly bytes: number;
  readonly source: 'set-by-user' | 'rule';
}

/**
 * What the GPU of an Apple SoC may hold. `wiredLimitBytes` (`iogpu.wired_limit_mb`) replaces the rule unless it is 0 or unknown.
 * Without a macOS version the smaller share holds.
 */
export function appleLimit(ramBytes: number, macosMajor: number | null, wiredLimitBytes: number | null): AppleLimit {
  if (wiredLimitBytes !== null && wiredLimitBytes > 0)
    return { bytes: Math.min(wiredLimitBytes, ramBytes), source: 'set-by-user' };
  const step = SHARES.find((row) => ramBytes <= row.upToGib * GIB + MIB);
  const before = step?.before26 ?? 2 / 3;
  const after = step?.from26 ?? 0.74;
  const share = macosMajor === null ? Math.min(before, after) : macosMajor >= 26 ? after : before;
  // 2/3 and the percentages are not exact in binary: round to the byte before rounding up to the page.
  return { bytes: Math.ceil(Math.round(share * ramBytes) / PAGE) * PAGE, source: 'rule' };
}
