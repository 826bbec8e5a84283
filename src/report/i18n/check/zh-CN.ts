import type { CheckFinding } from '../../../domain/check.ts';
import { obligationClass } from '../../../license/obligation-kinds.ts';
import type { CheckTexts } from './texts.ts';
import { rules } from './zh-CN-rules.ts';

const parts = (items: readonly string[]): string => items.filter((item) => item !== '').join('，');
const counted = (count: number, before: string, after: string): string =>
  count === 0 ? '' : `${before}${count}${after}`;

const PROOF = {
  deliverable: (code: string) => `在仓库中履行，并在策略中写明文件：obligationEvidence: {"${code}": [文件]}`,
  permission: (_code: string, license: string) => `写入策略：permissions: [{license: ${license}, …}]`,
  conduct: (_code: string, license: string) => `阅读规范后在策略中确认：acknowledge: [${license}]`,
} as const;

function proof({ args, license }: CheckFinding): string {
  const code = String(args.code ?? '');
  return code === '' ? '' : PROOF[obligationClass(code)](code, license);
}

const SUBJECTS: Readonly<Record<string, string>> = { waiver: '豁免', clarification: '澄清' };
const subject = ({ args }: CheckFinding): string => SUBJECTS[String(args.subject)] ?? String(args.subject);
const FIELDS: Readonly<Record<string, string>> = {
  declared: '自报许可',
  bases: '基座模型',
  effective: '有效许可',
  licenseTextSha256: '许可文本',
};

export const checkTexts: CheckTexts = {
  findings: {
    unresolved: (x) => `${x.license} 运行前无法得知，许可无从判断`,
    ambiguous: (x) =>
      Number(x.args.count) === 0
        ? '名称没有说明是哪个模型，而可能的模型许可不同'
        : `该名称可能指 ${x.args.count} 个模型（${x.args.candidates}${Number(x.args.count) > 5 ? '，…' : ''}）${x.license === '' ? '' : `，许可为：${x.license}`}`,
    implicit: (x) => `此处未写明模型，库会使用 ${x.license}`,
    hosted: (x) => `${x.license} 由 ${x.args.provider} 提供服务，适用服务商条款`,
    'not-pinned': (x) => `${x.license} 未写明提交号或摘要`,
    'waiver-expired': (x) => `${x.license} 的豁免 ${x.args.waiver} 已于 ${x.args.expires} 到期`,
    'waiver-expiring': (x) =>
      `${x.license} 的豁免 ${x.args.waiver} 将于 ${x.args.expires} 到期，还有 ${x.args.days} 天`,
    'waiver-unused': (x) => `${x.license} 的豁免 ${x.args.waiver} 没有覆盖任何内容`,
    'text-changed': (x) => `许可文本 ${x.args.file} 与${subject(x)}时不同（${x.license}）`,
    'text-unchecked': (x) => `${x.license} 的${subject(x)}绑定了许可文本，但手头没有文本可供比对`,
    'catalog-old': (x) => `模型目录 ${x.args.version} 已有 ${x.args.days} 天，策略最多允许 ${x.args.limit} 天`,
    'lock-missing': (x) => `锁文件中没有 ${x.license}`,
    'lock-changed': (x) =>
      `${x.license} 的${FIELDS[String(x.args.field)] ?? x.args.field}与锁文件不同：当时“${x.args.from}”，现在“${x.args.to}”`,
    'lock-unused': (x) => `锁文件中的 ${x.license} 已无人使用`,
    'baseline-unused': (x) => `基线中有 ${x.args.count} 条已不再匹配`,
    'own-weaker': (x) => `此处发布的模型标注 ${x.license}，弱于基座模型带来的条款：${x.args.bases}`,
  },
  remedies: {
    denied: (x) =>
      x.args.liftedBy === undefined
        ? '换用其他模型，或写明理由和期限申请豁免'
        : `把协议写入策略：permissions: [{license: ${x.license}, …}]；否则换用其他模型`,
    listed: (x) => (x.level === 'error' ? '换用其他模型，或经复核后修改清单' : '复核后列入清单'),
    question: (x) => (x.fact?.startsWith('model.') ? '向发布方确认' : `在策略中填写：profile: {${x.fact}: …}`),
    assumption: (x) => `若与实际不符，请在策略中填写：profile: {${x.fact}: …}`,
    unknown: () => '找到许可文本并写入 models.clarify，或换用其他模型',
    review: () => '请人工阅读原文',
    obligation: proof,
    mismatch: () => '同时遵守基座模型的条款',
    name: () => '',
    conflict: () => '换用其他模型组合',
    lineage: () => '人工核对基座模型',
    gated: () => '用下载账号接受条款',
    note: () => '',
    unresolved: () => '写明模型名称，或在文件中为变量给出默认值',
    ambiguous: () => '写明确切模型：平台完整名称或完整标签',
    implicit: () => '写明模型名称',
    hosted: () => '查看与服务商的合同',
    'not-pinned': () => '加上提交号或摘要，或提交锁文件：llm-advisor check lock',
    'waiver-expired': () => '复核后续期，或删除',
    'waiver-expiring': () => '复核后续期',
    'waiver-unused': () => '删除',
    'text-changed': () => '阅读新文本，并以其哈希更新批准',
    'text-unchecked': () => '把许可文本放在权重旁，或在模型变化时更新批准',
    'catalog-old': () => '升级 llm-advisor',
    'lock-missing': () => '运行 llm-advisor check lock，复核差异后提交',
    'lock-changed': () => '查看变化，再运行 llm-advisor check lock',
    'lock-unused': () => '运行 llm-advisor check lock',
    'baseline-unused': () => '加 --update-baseline 运行检查',
    'own-weaker': () => '以基座模型允许的条款发布',
  },
  rules,
  level: { error: '错误', warning: '警告', note: '提示' },
  status: { pass: '通过', fail: '未通过', waived: '已豁免', baseline: '在基线内' },
  findingStatus: { open: '待处理', waived: '已豁免', baseline: '在基线内' },
  kind: {
    use: '使用',
    base: '以其训练',
    'merge-base': '合并',
    adapter: '适配器',
    draft: '草稿模型',
    tokenizer: '分词器',
    mention: '提及',
    'own-artifact': '在此发布',
  },
  unread: {
    'file-too-big': '过大，未查看',
    unreadable: '无法读取',
    'not-utf8': '不是 UTF-8，尽量读取',
    malformed: '内容与文件名不符，逐行读取',
    'link-outside': '指向目录树之外的链接，未跟随',
    'line-too-long': '有一行过长，无法匹配',
    'too-many-files': '文件数超过读取上限',
    'too-many-references': '单个文件的引用数超过上限',
    'path-missing': '路径不存在',
  },
  labels: {
    model: '模型',
    verdict: '结论',
    licenses: '许可',
    places: '位置',
    status: '状态',
    findings: '问题',
    duties: '义务',
    hosted: '托管服务',
    unread: '未能完整读取',
    policy: '策略',
    result: '结果',
    summary: '汇总',
    evidence: '证据',
    facts: '事实',
    rule: '规则',
    level: '级别',
    location: '位置',
    message: '问题',
    remedy: '处理',
    none: '未知',
    bases: '基座模型',
    overrides: '生效的覆盖',
    writtenAs: '写作',
    candidates: '可能指',
    source: '依据文本',
    fingerprint: '指纹',
    mentions: '仅提及',
  },
  sentences: {
    passed: '通过。',
    failed: (errors, warnings) =>
      `未通过：${parts([counted(errors, '', ' 个错误'), counted(warnings, '', ' 个警告')]) || '有提示'}。`,
    empty: '未通过：没有可检查的内容。',
    counts: (s) =>
      `${s.models} 个模型${counted(s.references, '，', ' 处引用')}${counted(s.unresolved, '，', ' 个未解析')}${counted(s.hosted, '，', ' 个托管')}。`,
    verdicts: ({ byVerdict: v }) =>
      parts([
        counted(v.allowed, '允许 ', ''),
        counted(v.conditional, '有条件 ', ''),
        counted(v.denied, '拒绝 ', ''),
        counted(v.unknown, '不明 ', ''),
      ]),
    builtIn: (name) => `使用内置策略“${name}”。可用 llm-advisor check init 生成自己的策略。`,
    policyFile: (file, name) => (file === name ? file : `${name}（${file}）`),
    nothing: '此处没有引用任何模型。',
    excluded: (globs) => `按策略排除：${globs.join('、')}。`,
    missingFacts: (facts) => `要澄清待定问题，请在策略的 profile 中填写：${facts.join('、')}。`,
    accepted: (waived, baseline) =>
      `${parts([counted(waived, '已豁免 ', ''), counted(baseline, '基线内 ', '')])}：显示但不计入。`,
    proven: (reference) => `已履行：${reference}`,
    open: '待履行',
    more: (count) => `另有 ${count} 项`,
    cut: (shown, total) => `共 ${total} 个问题，显示 ${shown} 个。`,
    notLegalAdvice: '请阅读原文；以上不构成法律意见。',
  },
};
