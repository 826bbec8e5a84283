/** Words that stand where a name belongs: templates, dots, `your-model`, `path/to/model`. */
const PLACEHOLDER =
  /<[^>]{0,80}>|\{|\.\.\.|…|_{3}|^x{3,}|\bxxx+\b|(?:^|[\s/_-])your[-_]|^my[-_]?(?:org|organization|user|username|name|company|account|namespace|team)\b|^(?:org|owner|user|username|organization|namespace|repo|publisher|vendor|author|hf-user)\/|^[^/]{1,96}\/(?:model|repo|name|model[-_](?:name|id)|repo[-_](?:name|id)|some[-_]model)$|^path\/to\b|\/path\/to\b|^(?:foo|bar)\/|\b(?:change[-_]?me|replace[-_]?me|placeholder|to[-_]?do)\b/i;

/** `ORG/MODEL_NAME`. */
const SHOUTED = /^(?:ORG|OWNER|USER|NAMESPACE|REPO|MODEL)[A-Z_]{0,30}\/[A-Z][A-Z_]{1,40}$/;

/** Whether a value is only a blank to be filled in. */
export function isPlaceholder(value: string): boolean {
  const start = value.slice(0, 300);
  return PLACEHOLDER.test(start) || SHOUTED.test(start);
}

const NO_NAME: ReadonlySet<string> = new Set(
  'true false yes no on off none null nil undefined auto default latest local custom test model hf huggingface vllm ollama openai transformers gguf cpu cuda mps'.split(
    ' ',
  ),
);

/** Whether a value is a switch or a number rather than a name. */
export function isSetting(value: string): boolean {
  return value === '' || NO_NAME.has(value.toLowerCase()) || /^[\d.,:+-]+$/.test(value);
}
