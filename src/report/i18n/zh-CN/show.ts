import type { ShowWords } from '../show.ts';

const COMMERCIAL = {
  yes: '可商用',
  no: '不可商用',
  conditional: '有条件商用',
  unknown: '能否商用不明',
} as const;
const GATED = { yes: '下载前须在发布方页面接受条款', no: '下载无门槛', unknown: '' } as const;

export const show: ShowWords = {
  identity: '模型',
  releaseUnknown: '发布时间不明',
  visionTower: '视觉',
  aliases: '别名',
  supersededBy: '后继模型',
  architecture: '结构',
  pattern: '层的排列',
  layers: '层数',
  mixer: '注意力',
  heads: '头',
  feedForward: '前馈网络',
  cache: 'KV 缓存',
  memory: '权重与缓存',
  weightsGib: '权重\nGiB',
  memoryNote: '权重加一个用户的 f16 缓存，单位 GiB；计算缓冲和引擎自身占用另计（见 plan）',
  lineage: '来源模型',
  capabilities: '能力',
  engines: '引擎',
  offers: '已发布的权重',
  ability: '能力评估',
  benchmark: '评测',
  setting: '设置',
  reportedBy: '报告方',
  source: '出处',
  sources: '出处',
  conflicts: '其他来源的说法',
  notes: '备注',
  parameters: ({ total, active, published, precision }) =>
    [
      `参数 ${total}${active === null ? '' : `，激活 ${active}`}`,
      ...(published === null ? [] : [`发布方或模型库标注 ${published}`]),
      `以 ${precision} 存储`,
    ].join('；'),
  context: (native, extended) =>
    `${native} token${extended === null ? '' : `，最长 ${extended.tokens}（${extended.by}）`}`,
  vision: (parameters, tokensPerImage) =>
    `视觉塔 ${parameters} 参数${tokensPerImage === null ? '' : `，每张图约 ${tokensPerImage} token`}`,
  shape: ({ layers, hidden, vocabulary, tied }) =>
    `${layers} 层，隐藏维度 ${hidden}，词表 ${vocabulary}，${tied ? '输入输出嵌入共享' : '输出矩阵独立'}`,
  gguf: (name) => (name === null ? 'llama.cpp 无法加载' : `GGUF 架构 ${name}`),
  windowed: (name, size) => `${name} ${size} token`,
  headsOf: (query, keyValue, size) => `${query}${keyValue === null ? '' : ` / KV ${keyValue}`} × ${size}`,
  linearHeads: (value, key, size) => `值 ${value} / 键 ${key} × ${size}`,
  latent: (heads, size) => `${heads}，潜向量 ${size}`,
  dense: (width) => `稠密 ${width}`,
  experts: ({ active, all, width, shared }) =>
    `${all} 选 ${active} 专家 × ${width}${shared === 0 ? '' : ` + 共享 ${shared}`}`,
  perThousand: (size, type) => `每 1000 token ${size}（${type}）`,
  windows: (size) => `窗口层最多 ${size}`,
  state: (size) => `循环状态 ${size}，与上下文长度无关`,
  noCache: () => '无',
  unpublished: (name) => `${name}（未见发布）`,
  commercial: (allowed) => COMMERCIAL[allowed],
  gated: (gated) => GATED[gated],
  ancestor: ({ id, relation, of, license }) =>
    `${id}：${of} 由它${relation}而来；许可${license === null ? '不明' : ` ${license}`}`,
  since: (version) => `自 ${version} 起`,
  conflict: (field, value, source) => `${field}：${value}（${source}）`,
  scores: (count) => `${count} 项评测`,
  ofBase: () => '测于基座模型',
};
