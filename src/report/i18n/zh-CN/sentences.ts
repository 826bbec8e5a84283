import type { Sentences } from '../sentences.ts';
import { list } from './list.ts';

const or = (condition: boolean, text: string): string => (condition ? text : '');

export const sentences: Sentences = {
  sentence: (clauses) => (clauses.length === 0 ? '' : `${clauses.join('；')}。`),
  paragraph: (parts) => parts.join(''),
  comma: '，',
  labelled: (label, text) => `${label}：${text}`,
  users: (count) => `${count} 个用户`,
  needs: (need) =>
    `${need.useCase}${or(need.languages.length > 0, `（${list(need.languages)}）`)}，上下文 ${need.context} token，并发 ${need.users} 个用户，许可策略 ${need.license}`,
  devices: (count, name, total, free) =>
    `${or(count > 1, `${count} × `)}${name}${total === null ? '（显存未知）' : `（${or(count > 1, '每张 ')}${total}${free === null ? '' : `，空闲 ${free}`}）`}`,
  amountFree: (total, available) => `${total}${available === null ? '' : `（空闲 ${available}）`}`,
  ramOf: (total, available) => `内存 ${total}${available === null ? '' : `（空闲 ${available}）`}`,
  cores: (count) => `${count} 核`,
  machine: (parts, origin) => `${parts.join('，')}（${origin}）`,
  noDevices: () => '无 GPU',
  take: ({ model, id, quantization, engine }) =>
    `用 ${engine} 跑 ${model}${id === model ? ' ' : `（${id}）`}的 ${quantization} 版本。`,
  behind: (model, margin) => `${model}，总分低 ${margin}。`,
  excluded: (model, clauses) => `${model}：${clauses.join('；')}。`,
  ruledOut: (total, considered, parts) =>
    `共考察 ${considered} 个模型，排除 ${total} 个${or(parts.length > 0, `，其中${parts.map(({ what, count }) => `${what} ${count} 个`).join('、')}`)}。`,
  unlocks: (change, offer, gain) =>
    `${change}，就能用 ${offer.engine} 跑 ${offer.model} 的 ${offer.quantization} 版本${gain === null ? '' : `（质量 +${gain}）`}。`,
  sure: ({ memory, speed, quality }, f) => {
    const evidence =
      memory === speed && speed === quality
        ? `显存/内存占用、速度和质量均为${f.basis(memory)}值。`
        : `显存/内存占用为${f.basis(memory)}值，${speed === null ? '速度未知' : `速度为${f.basis(speed)}值`}，质量为${f.basis(quality)}值。`;
    return `${evidence}预计会落在所列区间内，以实际运行下面的命令为准。`;
  },
  allUsers: (users, throughput) => `${users} 个用户合计吞吐 ${throughput}。`,
  nothingFits: () => '在这台机器上，目录里没有能满足该需求的模型。',
  nothingToRun: () => '按当前要求跑不起来，因此没有可执行的命令。',
  licenses: (ids, verdict) => `${ids.join(' AND ')}：${verdict}。`,
  duties: (clauses) => `使用时须：${clauses.join('；')}。`,
  notLegalAdvice: () => '请自行核对条款原文，以上不构成法律意见。',
  limit: ({ context, users }) =>
    `${context === null ? '任何上下文长度都放不下' : `每个用户的上下文最长 ${context} token`}；${users === null ? '在要求的上下文下一个用户也放不下' : `在要求的上下文下最多 ${users} 个并发用户`}。`,
  noted: (text, note) => `${text}（${note}）`,
  bound: (what) => `解码受限于${what}。`,
  whyTitle: (model, outcome, rank) => `${model}：${outcome}${rank === null ? '' : `，排名第 ${rank}`}。`,
  counted: (shown) => `共 ${shown} 个模型。`,
};
