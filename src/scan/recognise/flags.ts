import type { ReferenceKind } from '../../domain/reference.ts';
import type { NameSpace } from '../types.ts';

interface Flag {
  readonly kind: ReferenceKind;
  readonly space: NameSpace;
  readonly strong: boolean;
}

const flag = (kind: ReferenceKind, strong = true, space: NameSpace = 'hub'): Flag => ({ kind, strong, space });

/** Options of servers, trainers and converters whose value is a model; `_` and `-` are the same. */
const FLAGS: Readonly<Record<string, Flag>> = {
  model: flag('use'),
  'model-id': flag('use'),
  'model-path': flag('use'),
  'model-name-or-path': flag('use'),
  'model-tag': flag('use'),
  'pretrained-model-name-or-path': flag('use'),
  'hf-model-id': flag('use'),
  'hf-model': flag('use'),
  'hf-repo': flag('use'),
  'hf-model-repo-id': flag('use'),
  'hf-path': flag('use'),
  hf: flag('use'),
  hfr: flag('use'),
  'hf-repo-draft': flag('draft'),
  hfd: flag('draft'),
  'model-draft': flag('draft'),
  'draft-model': flag('draft'),
  'speculative-model': flag('draft'),
  'speculative-draft-model-path': flag('draft'),
  'assistant-model': flag('draft'),
  'base-model': flag('base'),
  'base-model-name-or-path': flag('base'),
  'teacher-model': flag('base'),
  'teacher-model-name-or-path': flag('base'),
  'ref-model': flag('base'),
  'reward-model': flag('use'),
  'reward-model-path': flag('use'),
  'embedding-model': flag('use'),
  'rerank-model': flag('use'),
  'reranker-model': flag('use'),
  tokenizer: flag('tokenizer'),
  'tokenizer-path': flag('tokenizer'),
  'tokenizer-name': flag('tokenizer'),
  'tokenizer-name-or-path': flag('tokenizer'),
  'peft-model-id': flag('adapter'),
  adapter: flag('adapter', false),
  adapters: flag('adapter', false),
  'adapter-path': flag('adapter', false),
  'adapter-name-or-path': flag('adapter', false),
  lora: flag('adapter', false),
  'lora-repo-id': flag('adapter'),
  'repo-id': flag('use', false),
  repository: flag('use', false),
};

/** `--model`, `--model_path`, `-hf`; undefined for options whose value is something else. */
export function readFlag(word: string): (Flag & { readonly value?: string }) | undefined {
  const parts = /^(--?)([A-Za-z][\w-]{0,60})(?:=([\s\S]*))?$/.exec(word);
  if (parts === null) return undefined;
  const name = (parts[2] ?? '').replaceAll('_', '-').toLowerCase();
  // One dash with a long name is llama.cpp's; `-m` is read by command.
  if (parts[1] === '-' && !/^hf(?:r|d)?$/.test(name)) return undefined;
  const known =
    FLAGS[name] ??
    (/(?:^|-)model(?:-id|-path|-name-or-path)?$/.test(name) && !NOT_LOADED.test(name) ? flag('use', false) : undefined);
  if (known === undefined) return undefined;
  return parts[3] === undefined ? known : { ...known, value: parts[3] };
}

/** Names given to the outside, results, uploads. */
const NOT_LOADED = /serv|output|save|hub|push|new|dest|target|result|export|merged|alias|name$/;

/** Options that write: their values are folders of this project. */
export const OUTPUT_FLAG =
  /^--?(?:output[-_](?:dir|path|folder)|out[-_]?dir|save[-_](?:dir|path)|mlx[-_]path|local[-_]dir|outfile|o)(?:=|$)/;
