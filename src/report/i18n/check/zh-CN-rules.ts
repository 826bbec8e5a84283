import type { CheckTexts } from './texts.ts';

export const rules: CheckTexts['rules'] = {
  LLA001: { summary: '策略清单禁止该许可或该模型。', help: '换用其他模型，或经复核后修改策略清单。' },
  LLA002: {
    summary: '许可缺失，或其条款无人读过。',
    help: '找到模型的许可文本，把结论写入 models.clarify；或换用条款已知的模型。',
  },
  LLA003: {
    summary: '许可规定的义务尚无证据表明已履行。',
    help: '履行义务并留下证据：文件中的文字（obligationEvidence）、已阅读的行为规范（acknowledge），或登记记录（permissions）。',
  },
  LLA004: {
    summary: '用户数或收入超过限额，或数字未填写。',
    help: '在策略的 profile 中填写数字；超过限额时与授权方签订协议，并写入 permissions。',
  },
  LLA005: {
    summary: '许可不覆盖被许可方所在国或使用地。',
    help: '在这些国家换用其他模型；以注册地还是使用地为准，见条款。',
  },
  LLA006: {
    summary: '许可禁止此类用途：商业、生产或再分发。',
    help: '换用其他模型，或取得相应许可并写入 permissions。',
  },
  LLA007: {
    summary: '模型自报的许可弱于其基座模型的条款。',
    help: '遵守基座模型的条款：微调者或转载者授予的权利不能多于其所得。',
  },
  LLA008: { summary: '发布衍生模型时名称须带规定前缀。', help: '按许可要求修改发布名称。' },
  LLA009: { summary: '模型输出不得用于该用途，多为训练其他模型。', help: '改用许可允许的模型生成训练数据。' },
  LLA010: { summary: '豁免已到期，其所覆盖的问题重新计入。', help: '复核后续期，或连同其所覆盖的内容一并删除。' },
  LLA011: { summary: '豁免或基线条目已不再匹配任何内容。', help: '将其删除，以免误盖新的问题。' },
  LLA012: { summary: '模型引用无法解析为具体模型。', help: '在使用处写明模型名称，或在可检查的文件中固定。' },
  LLA013: {
    summary: '引用未固定版本，条款可能随之改变。',
    help: '为引用加上提交号或摘要，或提交锁文件：llm-advisor check lock。',
  },
  LLA014: {
    summary: '许可证据与锁定、澄清或豁免时不同。',
    help: '查看变化，再运行 llm-advisor check lock，或更新澄清与豁免。',
  },
  LLA015: { summary: '下载前须在模型平台接受条款。', help: '用下载账号在发布方页面接受条款。' },
  LLA016: { summary: '模型目录的时间超过策略允许的期限。', help: '升级 llm-advisor：目录缺少新模型和新版本的条款。' },
  LLA017: {
    summary: '提供托管服务或此类业务需要另行许可。',
    help: '与授权方签订协议并写入 permissions，或换用其他模型。',
  },
  LLA018: { summary: '同一模型的两份许可要求互相排斥。', help: '不要发布这一组合，改用许可相容的基座。' },
  LLA019: {
    summary: '标签对应多份文本或多个模型，或两个标签互相矛盾。',
    help: '写明确切的模型与标签；标签本身不清时，阅读文本并写入 models.clarify。',
  },
  LLA020: { summary: '代码未写明模型，使用的是库的默认模型。', help: '写明模型名称。' },
  LLA021: { summary: '模型以服务方式调用，适用服务商条款。', help: '查看与服务商的合同，此处不评判其条款。' },
  LLA022: { summary: '锁文件中没有该引用。', help: '运行 llm-advisor check lock，复核差异后提交。' },
};
