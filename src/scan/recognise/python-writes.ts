import type { Call } from '../text/code-calls.ts';
import type { Token } from '../text/code-tokens.ts';
import { valuesOf } from './code-values.ts';

/** Values written by the script itself: loading them again is no reference. */
export function writtenBy(tokens: readonly Token[], calls: readonly Call[]): ReadonlySet<string> {
  const written = new Set<string>();
  for (const call of calls) {
    const writes = /save_pretrained|save_model|push_to_hub|merge_and_save|save_pretrained_merged/.test(call.name);
    for (const [index, arg] of call.args.entries()) {
      if (
        !(writes && index === 0) &&
        !/^(?:output_dir|save_directory|local_dir|save_dir|hub_model_id)$/.test(arg.name ?? '')
      )
        continue;
      const [value] = valuesOf(tokens, arg.value);
      if (value?.kind === 'literal') written.add(value.text);
    }
  }
  return written;
}
