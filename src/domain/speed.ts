import type { Seconds, TokensPerSecond } from '../units/quantities.ts';
import type { Estimate } from '../units/range.ts';

/** What limits decode. */
export type Bound = 'bandwidth' | 'compute' | 'host-link' | 'kv-capacity' | 'overhead';

/** Speed of one configuration for one workload. `null`: unknown, e.g. the device's bandwidth is not known. */
export interface SpeedEstimate {
  /** One stream, at half of the answer's depth. */
  readonly decodeTokensPerSecond: Estimate<TokensPerSecond> | null;
  readonly prefillTokensPerSecond: Estimate<TokensPerSecond> | null;
  readonly timeToFirstTokenSeconds: Estimate<Seconds> | null;
  /** All users together. */
  readonly throughputTokensPerSecond: Estimate<TokensPerSecond> | null;
  /** What each of the N users sees. */
  readonly perUserTokensPerSecond: Estimate<TokensPerSecond> | null;
  readonly bound: Bound | null;
}
