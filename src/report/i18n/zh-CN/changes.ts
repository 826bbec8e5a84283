import type { ChangeTexts } from '../messages.ts';

export const changes = {
  'kv-cache-type': (change) => `KV 缓存改用 ${change.to}`,
  'shorter-context': (change, f) => `上下文缩短到 ${f.tokens(change.toTokens)} token`,
  'more-devices': (change) => `再加 ${change.count} 张 ${change.device}`,
  'more-memory': (change, f) => `再加 ${f.memory(change.bytes)} 内存`,
  'license-policy': (change) => `许可策略放宽到 ${change.to}`,
  slower: (change, f) => `如果能接受 ${f.speed(change.toTokensPerSecond)}`,
} as const satisfies ChangeTexts;
