/** Where a name may come from; what stands before the model's own name says nothing about which one is meant. */
const ORIGINS =
  /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co|modelscope\.cn\/models|ollama\.com\/library|hf-mirror\.com)\/|^(?:hf|ollama|huggingface):(?:\/\/)?/i;

/** Endings that name a storage, not a model: `-GGUF`, `-Q4_K_M`, `.gguf`, `-AWQ`, `-GPTQ-Int4`, `-4bit`. */
const STORAGE = [
  /\.gguf$/i,
  /-(?:\d{5})-of-(?:\d{5})$/i,
  /[-_.](?:UD-)?I?Q\d(?:_[0-9A-Z]+)*$/i,
  /[-_.](?:BF16|F16|FP16|FP8(?:-dynamic)?|NVFP4|MXFP4(?:_MOE)?|INT[48]|W\dA\d{1,2})$/i,
  /[-_.](?:GGUF|AWQ|GPTQ|EXL[23]|MLX|BNB|quantized)$/i,
  /[-_.]\d-?bit$/i,
];

/** Words that people leave out or add. */
const WEAK: ReadonlySet<string> = new Set(['instruct', 'chat', 'it', 'hf', 'meta', 'model', 'latest']);

/** A name as typed, in lower case and without where it was found. */
export function foldName(name: string): string {
  return name.normalize('NFKC').trim().replace(ORIGINS, '').toLowerCase();
}

/**
 * The words of a name without its owner: `meta-llama/Llama-3.1-8B-Instruct` and `llama 3.1 8b instruct` are both
 * `llama 3 1 8b instruct`. A number is parted from a word before it (`qwen3` → `qwen 3`), not from a unit behind it.
 */
export function wordsOf(name: string): readonly string[] {
  const folded = foldName(name);
  const own = folded.slice(folded.lastIndexOf('/') + 1);
  return own
    .replace(/([a-z]{2,})(?=\d)/g, '$1-')
    .split(/[^a-z0-9\u0080-\uffff]+/)
    .filter((word) => word !== '');
}

/** The name without endings that say how it is stored. */
export function withoutStorage(name: string): string {
  let bare = name;
  for (let before = ''; before !== bare; ) {
    before = bare;
    for (const ending of STORAGE) bare = bare.replace(ending, '');
  }
  return bare;
}

export const withoutWeak = (words: readonly string[]): readonly string[] => words.filter((word) => !WEAK.has(word));
