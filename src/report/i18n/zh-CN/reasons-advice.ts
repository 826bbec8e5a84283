import type { AdviceReasonArgs } from '../../../domain/reasons/advice.ts';
import type { Texts } from '../messages.ts';

export const adviceReasons = {
  'role-mismatch': (a, f) => `属于${f.term('role', a.role)}，不适合${f.term('useCase', a.useCase)}`,
  'language-weak': (a, f) => `${f.term('language', a.language)}能力不足（${f.term('grade', a.grade)}）`,
  'capability-missing': (a, f) => `缺少${f.term('useCase', a.useCase)}所需的${f.term('capability', a.capability)}`,
  'context-too-short': (a, f) => `上下文只有 ${f.tokens(a.haveTokens)} token，需要 ${f.tokens(a.needTokens)}`,
  'below-min-speed': (a, f) =>
    `解码速度只有 ${f.speed(a.haveTokensPerSecond)}，低于所需的 ${f.speed(a.needTokensPerSecond)}`,
  'above-max-ttft': (a, f) => `首 token 延迟 ${f.time(a.haveSeconds)}，超过上限 ${f.time(a.limitSeconds)}`,
  'speed-unknown': () => '在这台机器上的速度未知',
  'filtered-out': (a, f) => `被 ${f.term('filter', a.filter)} ${a.value} 过滤`,
  withdrawn: () => '已被发布方撤回',
  superseded: (a) => `已有后继模型 ${a.by}`,
  'quality-high': (a, f) => `${f.term('useCase', a.useCase)}质量 ${f.qualityRange(a)} 分（满分 100）`,
  'quality-loss': (a, f) => `${a.quantization} 量化后保留原精度质量的 ${f.percent(a.keptPercent / 100)}`,
  'quantization-too-low': (a, f) =>
    `${a.quantization} 仅能保留 ${f.percent(a.keptPercent / 100)} 的推理能力，对这个规模的模型位数过低`,
  'quality-assumed': () => '没有可引用的评测分数，质量按系列、代次和规模假设',
  'fast-enough': (a, f) => `${f.speed(a.tokensPerSecond)}，速度够用`,
  slow: (a, f) => `${f.speed(a.tokensPerSecond)}，偏慢`,
  'near-tie': (a, f) => `与 ${f.name(a.with)} 的差距在估算误差以内`,
  'lost-to': (a, f) => `不及 ${f.name(a.winner)}，主要差在${f.term('criterion', a.criterion)}（${f.score(a.byScore)}）`,
} as const satisfies Texts<AdviceReasonArgs>;
