import { readCatalogFiles, sha256 } from '../../src/build/catalog-files.ts';
import { compileCatalog } from '../../src/catalog/compile.ts';
import type { Catalog } from '../../src/domain/catalog.ts';
import type { Backend, DeviceSpec } from '../../src/domain/hardware.ts';
import type { ModelSpec } from '../../src/domain/model.ts';
import { readShared } from './shared.ts';

export type Csv = Readonly<Record<string, string>>;

/** Rows of a CSV file with quoted fields, by column name. */
export function readCsv(path: string): Csv[] {
  const text = readShared(path);
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (quoted && c === '"' && text[i + 1] === '"') {
      field += '"';
      i += 1;
    } else if (c === '"') quoted = !quoted;
    else if (quoted || (c !== ',' && c !== '\n')) field += c === '\r' && !quoted ? '' : c;
    else {
      row.push(field);
      field = '';
      if (c === '\n') {
        rows.push(row);
        row = [];
      }
    }
  }
  const head = rows[0] ?? [];
  return rows.slice(1).map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])));
}

/** The catalog as authored, compiled. */
export function compiledCatalog(): Catalog {
  const { catalog, findings } = compileCatalog(readCatalogFiles('catalog'), { sha256 });
  if (!catalog)
    throw new Error(`the catalog does not compile: ${findings.find((entry) => entry.level === 'error')?.message}`);
  return catalog;
}

const squeeze = (name: string): string =>
  name
    .replace(/\((?:form|variant|CPU)[^)]*\)/g, '')
    .replace(/\b(nvidia|amd|geforce|radeon|apple)\b/gi, '')
    .replace(/(\d+)\s*GB\b/gi, '$1gb')
    .replace(/\s+/g, '')
    .toLowerCase();

/** Device strings of the files that name a part the catalog lists by memory size or form. */
const DEVICE_NAMES: Readonly<Record<string, string>> = {
  'NVIDIA A100 80GB (form factor not stated)': 'NVIDIA A100 SXM4 80GB',
  'NVIDIA H100 80GB (form factor not stated)': 'NVIDIA H100 SXM5 80GB',
  'NVIDIA GeForce RTX 3080 10GB': 'NVIDIA GeForce RTX 3080',
  'NVIDIA Quadro RTX 5000 16GB': 'NVIDIA Quadro RTX 5000',
  'Intel Arc A770': 'Intel Arc A770 16GB',
  'Intel Arc 140V (Lunar Lake)': 'Intel Arc 140V',
  'NVIDIA GeForce RTX 5060 Ti': 'NVIDIA GeForce RTX 5060 Ti 16GB',
  'RTX 3060': 'NVIDIA GeForce RTX 3060 12GB',
  T4: 'NVIDIA T4',
  'Tesla T4': 'NVIDIA T4',
  'NVIDIA GB200': 'NVIDIA GB200 (per GPU)',
  'Apple M5 Pro': 'Apple M5 Pro (20-core GPU)',
  'Apple M4 Max': 'Apple M4 Max (40-core GPU)',
};

export function deviceFinder(catalog: Catalog): (name: string) => DeviceSpec | undefined {
  const byName = new Map(catalog.devices.map((device) => [squeeze(device.name), device]));
  return (name) => byName.get(squeeze(DEVICE_NAMES[name] ?? name));
}

/** What llama-bench and its readers call a model, as the hub id whose shape it has. */
const MODEL_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^llama[- ]?(v?2[- ])?7b/i, 'meta-llama/Llama-2-7b-chat-hf'],
  [/^llama 13b$/i, 'meta-llama/Llama-2-13b-chat-hf'],
  [/^llama 3 8b$|^meta-llama-3-8b/i, 'meta-llama/Meta-Llama-3-8B-Instruct'],
  [/llama-?\s?3\.1[- ]8b|^llama 8b$/i, 'meta-llama/Llama-3.1-8B-Instruct'],
  [/^llama 3 70b$/i, 'meta-llama/Meta-Llama-3-70B-Instruct'],
  [/^llama 3\.1 70b$/i, 'meta-llama/Llama-3.1-70B-Instruct'],
  [/llama-?\s?3\.3[- ]70b/i, 'meta-llama/Llama-3.3-70B-Instruct'],
  [/^llama 2 70b/i, 'meta-llama/Llama-2-70b-chat-hf'],
  [/^(llama 3b|llama 3\.2 3b)/i, 'meta-llama/Llama-3.2-3B-Instruct'],
  [/^(llama 1b|llama 3\.2 1b)/i, 'meta-llama/Llama-3.2-1B-Instruct'],
  [/^llama 1\.7b$/i, 'HuggingFaceTB/SmolLM2-1.7B-Instruct'],
  [/^mistral 7b/i, 'mistralai/Mistral-7B-Instruct-v0.3'],
  [/mistral-small-3\.1-24b/i, 'mistralai/Mistral-Small-3.1-24B-Instruct-2503'],
  [/^ministral-3-14b/i, 'mistralai/Ministral-3-14B-Instruct-2512'],
  [/^(qwen3[- ]30b|qwen3moe 30b)/i, 'Qwen/Qwen3-30B-A3B'],
  [/^(qwen3[- ]235b|qwen3moe 235b)/i, 'Qwen/Qwen3-235B-A22B-Instruct-2507'],
  [/^qwen3[- ]32b/i, 'Qwen/Qwen3-32B'],
  [/^qwen3[- ]14b/i, 'Qwen/Qwen3-14B'],
  [/^qwen3[- ]0\.6b/i, 'Qwen/Qwen3-0.6B'],
  [/^qwen3\.6-35b/i, 'Qwen/Qwen3.6-35B-A3B'],
  [/^qwen3\.6-27b/i, 'Qwen/Qwen3.6-27B'],
  [/^qwen3\.8-27b/i, 'Qwen/Qwen3.8-27B'],
  [/^qwen3\.5-122b/i, 'Qwen/Qwen3.5-122B-A10B'],
  [/^qwen2 7b$/i, 'Qwen/Qwen2.5-7B-Instruct'],
  [/^qwen2\.5 14b|^qwen2 14b/i, 'Qwen/Qwen2.5-14B-Instruct'],
  [/^deepseek-r1-distill-qwen-14b/i, 'deepseek-ai/DeepSeek-R1-Distill-Qwen-14B'],
  [/llama-4-scout/i, 'meta-llama/Llama-4-Scout-17B-16E-Instruct'],
  [/^hunyuan-(a13b|moe)/i, 'tencent/Hunyuan-A13B-Instruct'],
  [/^gpt-oss[- ]20b/i, 'openai/gpt-oss-20b'],
  [/^gpt-oss[- ]120b/i, 'openai/gpt-oss-120b'],
  [/^gemma-4-26b|^gemma4 26b/i, 'google/gemma-4-26B-A4B-it'],
  [/^gemma-4-31b/i, 'google/gemma-4-31B-it'],
  [/^gemma-3-27b/i, 'google/gemma-3-27b-it'],
  [/^gemma3 4b/i, 'google/gemma-3-4b-it'],
  [/^gemma ?2 2b/i, 'google/gemma-2-2b-it'],
  [/^(glm-4\.7-flash|deepseek2 30b)/i, 'zai-org/GLM-4.7-Flash'],
  [/^(glm-4\.5-air|glm4moe)/i, 'zai-org/GLM-4.5-Air'],
  [/nemotron-3-super/i, 'nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-BF16'],
  [/^minimax-m2\.7/i, 'MiniMaxAI/MiniMax-M2.7'],
];

const QUANT_TAIL = /[-_.:]((UD-)?I?Q\d\w*|MXFP4|F16|BF16|AWQ.*|FP8.*|NVFP4|INT[48].*)$/i;

/** Name of a file or repository without quantization, packaging and the organisation a mirror put in front. */
function bare(name: string): string {
  const base = (name.split('/').at(-1) ?? name).replace(/\.gguf$/i, '').replace(/-(MTP-)?GGUF$/i, '');
  return base
    .replace(QUANT_TAIL, '')
    .replace(/^(microsoft|google|deepseek-ai|baidu|nvidia|mistralai|Qwen|HuggingFaceTB)_/i, '')
    .toLowerCase();
}

export function modelFinder(catalog: Catalog): (name: string, billions: string) => ModelSpec | undefined {
  const byId = new Map(catalog.models.map((model) => [model.id, model]));
  const byName = new Map(catalog.models.map((model) => [bare(model.id), model]));
  return (name, billions) => {
    const size = Number(billions);
    if (/^llama 7b$/i.test(name) && size > 7) return byId.get('mistralai/Mistral-7B-Instruct-v0.3');
    if (/^llama 13b$/i.test(name) && size > 0 && size < 12.5) return byId.get('mistralai/Mistral-Nemo-Instruct-2407');
    const plain = bare(name);
    const exact = byName.get(plain) ?? byName.get(`${plain}-instruct`);
    if (exact) return exact;
    const rule = MODEL_NAMES.find(([pattern]) => pattern.test(name));
    return rule && byId.get(rule[1]);
  };
}

const QUANT_NAMES: Readonly<Record<string, string>> = {
  'UD-Q4_K_XL': 'Q4_K_M',
  Q4_K_XL: 'Q4_K_M',
  'UD-Q4_K_M': 'Q4_K_M',
  'UD-Q6_K_XL': 'Q6_K',
  Q8_K_XL: 'Q8_0',
  'UD-Q3_K_XL': 'Q3_K_M',
  Q5_K_XL: 'Q5_K_M',
  MXFP4: 'MXFP4_MOE',
  BF16: 'GGUF-BF16',
};

/** Quantization id a label of these files stands for. */
export function quantizationId(label: string, model: ModelSpec): string {
  return model.nativePrecision === 'mxfp4' ? 'MXFP4_MOE' : (QUANT_NAMES[label] ?? label);
}

export const BACKENDS: Readonly<Record<string, Backend>> = {
  CUDA: 'cuda',
  ROCm: 'rocm',
  Metal: 'metal',
  Vulkan: 'vulkan',
  SYCL: 'sycl',
};
