import type { ChangeTexts } from '../messages.ts';

export const changes = {
  'kv-cache-type': (change) => `with the KV cache stored as ${change.to}`,
  'shorter-context': (change, f) => `with ${f.tokens(change.toTokens)} tokens of context`,
  'more-devices': (change) => `with ${change.count} more ${change.device}`,
  'more-memory': (change, f) => `with ${f.memory(change.bytes)} more memory`,
  'license-policy': (change) => `under the license policy "${change.to}"`,
  slower: (change, f) => `if ${f.speed(change.toTokensPerSecond)} are enough`,
} as const satisfies ChangeTexts;
