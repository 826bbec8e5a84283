/** Words that stand where a name belongs: templates, dots, `your-model`, `path/to/model`. */
const PLACEHOLDER =
  /<[^>]{0,80}>|\{|\.\.\.|…|_{3}|^x{3,}|\bxxx+\b|(?:^|[\s/_-])(?:your|my)[-_]|^(?:org|owner|user|username|organization|namespace|repo|publisher|vendor|author|hf-user)\/|\/(?:model|repo|name|model[-_](?:name|id)|repo[-_](?:name|id)|some[-_]model)$|^path\/to\b|\/path\/to\b|^(?:foo|bar)\/|^[A-Z]{2,}_?[A-Z]*\/[A-Z]{2,}[A-Z_]*$|\b(?:change[-_]?me|replace[-_]?me|placeholder|to[-_]?do)\b/i;

/** Whether a value is only a blank to be filled in. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value.slice(0, 300));
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
