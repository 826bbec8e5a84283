import type { LicenseReasonArgs } from '../../../domain/reasons/license.ts';
import type { LicenseFindingTexts, ObligationTexts, Texts } from '../messages.ts';

const under = (policy: string): string => (policy === '' ? '' : `（策略 ${policy}）`);

export const licenseReasons = {
  'license-allowed': (a) => `许可（${a.licenses}）允许该用途`,
  'license-conditional': (a) => `许可（${a.licenses}）附带 ${a.obligations} 项条件`,
  'license-denied': (a) =>
    `许可 ${a.license} 不允许该用途${under(a.policy)}，依据 ${a.rule}${a.clause === '' ? '' : `，${a.clause}`}`,
  'license-unknown': (a) => `许可 ${a.license} 的条款不够明确${under(a.policy)}`,
  'license-question': (a, f) => `许可 ${a.license} 能否使用取决于${f.term('fact', a.fact)}`,
} as const satisfies Texts<LicenseReasonArgs>;

const PURPOSES: Readonly<Record<string, string>> = { research: '研究', 'non-commercial': '非商业' };

export const obligationTexts = {
  'license-copy': () => '随附许可证全文',
  'notice-file': () => '随附 NOTICE 文件',
  display: (text) => `显示“${text}”字样`,
  'name-prefix': (prefix) => `衍生模型名称以“${prefix}”开头`,
  'pass-on-restrictions': () => '把使用限制传递给下游',
  'mark-changes': () => '标注修改过的文件',
  'model-card-keep': () => '保留模型卡',
  attribution: () => '署名原作者',
  acknowledge: (text) => `致谢声明：“${text}”`,
  'share-alike': (license) => `衍生作品以 ${license} 发布`,
  copyleft: (license) => `衍生作品以 ${license} 开源`,
  'source-offer': () => '提供源代码',
  registration: (publisher) => `向 ${publisher} 登记`,
  subscription: (publisher) => `持有 ${publisher} 的订阅`,
  agreement: (publisher) => `与 ${publisher} 签订协议`,
  aup: () => '遵守可接受使用政策',
  'use-restrictions': () => '遵守使用限制',
  'use-limit': (purpose) => `仅限${PURPOSES[purpose] ?? ` ${purpose} `}用途`,
  'output-limit': (kind) => `模型输出的使用受限${kind === '' ? '' : `（${kind}）`}`,
} as const satisfies ObligationTexts;

const clause = (text: string | undefined): string => (text === undefined ? '' : `（${text}）`);

export const licenseFindings = {
  denied: (x) => `${x.license} 的条款禁止该用途${clause(x.clause)}`,
  listed: (x) => `策略不接受 ${x.license}`,
  question: (x, f) => `${x.license} 能否使用取决于${f.term('fact', x.fact ?? '')}${clause(x.clause)}`,
  assumption: (x, f) => `在“${f.term('fact', x.fact ?? '')}”的假设成立时，${x.license} 允许该用途${clause(x.clause)}`,
  unknown: (x) => `${x.license} 的条款不够明确`,
  review: (x) => `${x.license} 只有二手解读，请人工复核原文`,
  obligation: (x) => `${x.license} 还有未履行的义务${clause(x.clause)}`,
  mismatch: (x) => `模型自报的许可弱于 ${x.license} 带来的条款`,
  name: (x) => `${x.license} 规定了衍生模型的命名方式${clause(x.clause)}`,
  conflict: (x) => `条款互相冲突：${x.license}`,
  lineage: (x) => `基座模型的条款一并适用：${x.license}`,
  gated: (x) => `须先在发布方页面接受 ${x.license} 才能下载权重`,
  note: (x) => `${x.license} 附注${clause(x.clause)}`,
} as const satisfies LicenseFindingTexts;
