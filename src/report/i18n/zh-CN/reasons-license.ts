import type { LicenseFinding } from '../../../domain/license.ts';
import type { LicenseReasonArgs } from '../../../domain/reasons/license.ts';
import { parseObligation } from '../../../license/obligation-kinds.ts';
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

/** 义务代码对应的句子，如 `display:Built with Llama`。 */
function duty(code: string | number | undefined): string | undefined {
  if (code === undefined) return undefined;
  const { kind, argument } = parseObligation(String(code));
  return obligationTexts[kind](argument);
}

/** `7 亿`、`2000 万`、`1`。 */
function amount(value: string | number | undefined): string {
  if (typeof value !== 'number') return String(value);
  if (value >= 1e8) return `${value / 1e8} 亿`;
  return value >= 1e4 ? `${value / 1e4} 万` : String(value);
}

function limit({ args }: LicenseFinding, fact: string): string {
  if (args.op === '>') return `超过 ${amount(args.value)}（${fact}）时`;
  if (args.op === '>=') return `达到 ${amount(args.value)}（${fact}）时`;
  return `视“${fact}”而定`;
}

const consequence = ({ args }: LicenseFinding): string => duty(args.code) ?? '禁止该用途';

export const licenseFindings = {
  denied: (x) =>
    `${x.license} 的条款禁止该用途${clause(x.clause)}${x.args.liftedBy === undefined ? '' : `，除非${duty(x.args.liftedBy)}`}`,
  listed: (x) =>
    x.level === 'error'
      ? `策略不接受 ${x.license}${x.args.reason === undefined ? '' : `：${x.args.reason}`}`
      : `策略要求复核 ${x.license}`,
  question: (x, f) => `${x.license} 能否使用取决于${f.term('fact', x.fact ?? '')}${clause(x.clause)}`,
  assumption: (x, f) => `${x.license}，${limit(x, f.term('fact', x.fact ?? ''))}：${consequence(x)}${clause(x.clause)}`,
  unknown: (x) => {
    if (x.args.cause === 'unresolved-base') return `基座模型 ${x.license} 的许可不明`;
    if (x.args.cause === 'undeclared') return `${x.license} 没有声明自己的许可`;
    if (x.args.cause === 'contradictory') return `模型卡写了互相矛盾的许可：${x.license}`;
    return `${x.license} 的条款不够明确`;
  },
  review: (x) =>
    x.args.cause === undefined
      ? `${x.license} 只有二手解读，请人工复核原文`
      : `模型卡上的许可 ${x.license} 与实际不符，请人工复核`,
  obligation: (x) => `${x.license} 要求：${duty(x.args.code)}${clause(x.clause)}`,
  mismatch: (x) =>
    x.args.comparison === 'weaker'
      ? `模型自报的许可 ${x.license} 弱于基座模型带来的条款：${x.args.bases}`
      : `除自身许可 ${x.license} 外，基座模型的许可一并适用：${x.args.bases}`,
  name: (x) => `${x.license} 要求模型名称以“${x.args.prefix}”开头，该模型未遵守${clause(x.clause)}`,
  conflict: (x) => `${x.license} 与 ${x.args.other} 不能同时满足：${duty(x.args.code)}；${duty(x.args.otherCode)}`,
  lineage: (x) => `${x.license} 的基座链成环或过长，未能查完`,
  gated: (x) => `须先在发布方页面接受 ${x.license} 才能下载权重`,
  note: (x) => {
    if (x.args.waiver !== undefined) return `${x.license} 的豁免 ${x.args.waiver}，有效期至 ${x.args.expires}`;
    if (x.args.code !== undefined) return `${x.license} 希望：${duty(x.args.code)}${clause(x.clause)}`;
    if (x.rule === 'LLA019') return `${x.license} 后来已被替换，请确认所用版本`;
    return `许可 ${x.license} 仅见于其他模型目录`;
  },
} as const satisfies LicenseFindingTexts;
