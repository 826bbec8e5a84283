import type { ReferenceKind } from '../../domain/reference.ts';
import type { NameSpace } from '../types.ts';

export interface Verb {
  /** Words one after the other; the first may be the end of a path. */
  readonly words: readonly string[];
  readonly space: NameSpace;
  /** Words behind it that are sub-commands, not models. */
  readonly not?: RegExp;
  /** More than one model may follow. */
  readonly many?: true;
  readonly kind?: ReferenceKind;
  /** A bare name may be somebody's own: only what the library has is certain. */
  readonly certain?: true;
}

const VERBS: readonly Verb[] = [
  { words: ['vllm', 'serve'], space: 'hub' },
  { words: ['vllm', 'bench'], space: 'hub', not: /./ },
  { words: ['aphrodite', 'run'], space: 'hub' },
  { words: ['trtllm-serve', 'serve'], space: 'hub' },
  { words: ['trtllm-serve'], space: 'hub', not: /^serve$/ },
  { words: ['lmdeploy', 'serve', 'api_server'], space: 'hub' },
  { words: ['lmdeploy', 'chat'], space: 'hub' },
  { words: ['lmdeploy', 'lite', 'auto_awq'], space: 'hub', kind: 'base' },
  { words: ['tune', 'download'], space: 'hub' },
  { words: ['litgpt', 'download'], space: 'hub', not: /^list$/ },
  { words: ['litgpt', 'chat'], space: 'hub' },
  { words: ['litgpt', 'serve'], space: 'hub' },
  { words: ['litgpt', 'generate'], space: 'hub' },
  { words: ['litgpt', 'evaluate'], space: 'hub' },
  { words: ['litgpt', 'finetune'], space: 'hub', kind: 'base' },
  { words: ['litgpt', 'finetune_lora'], space: 'hub', kind: 'base' },
  { words: ['litgpt', 'finetune_full'], space: 'hub', kind: 'base' },
  { words: ['litgpt', 'pretrain'], space: 'hub', kind: 'base' },
  { words: ['lms', 'get'], space: 'hub' },
  { words: ['hf', 'download'], space: 'hub' },
  { words: ['huggingface-cli', 'download'], space: 'hub' },
  { words: ['modelscope', 'download'], space: 'modelscope' },
  { words: ['mistralrs', 'run'], space: 'hub' },
  { words: ['mistralrs', 'serve'], space: 'hub' },
  { words: ['text-embeddings-router'], space: 'hub', not: /./ },
  { words: ['openllm', 'start'], space: 'hub' },
  { words: ['transformers', 'chat'], space: 'hub' },
  { words: ['ollama', 'pull'], space: 'ollama', certain: true, many: true },
  { words: ['ollama', 'run'], space: 'ollama' },
  { words: ['ollama', 'show'], space: 'ollama', not: /./ },
  { words: ['ramalama', 'pull'], space: 'ollama', certain: true },
  { words: ['ramalama', 'run'], space: 'ollama' },
  { words: ['ramalama', 'serve'], space: 'ollama' },
  { words: ['docker', 'model', 'pull'], space: 'docker-model' },
  { words: ['docker', 'model', 'run'], space: 'docker-model' },
];

/** By their first word. */
export const VERBS_BY_FIRST: ReadonlyMap<string, readonly Verb[]> = groupVerbs();

function groupVerbs(): ReadonlyMap<string, readonly Verb[]> {
  const groups = new Map<string, Verb[]>();
  for (const verb of VERBS) groups.set(verb.words[0] ?? '', [...(groups.get(verb.words[0] ?? '') ?? []), verb]);
  return groups;
}
