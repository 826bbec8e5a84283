import type { ReferenceKind } from '../../domain/reference.ts';
import { isHubId } from '../names/hub-id.ts';
import { readFlow } from '../text/flow-entries.ts';
import { placeIn } from '../text/line-index.ts';
import { readCommands, type ShellCommand, type ShellWord } from '../text/shell-words.ts';
import type { Candidate, NameSpace } from '../types.ts';
import { nothing, strong, weak } from './candidate.ts';
import { readFlag } from './flags.ts';

interface Verb {
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

/** Commands whose `-m` names a model rather than a Python module or a message. */
const SHORT_MODEL =
  /^(?:mistralrs|llama(?:-server|-cli|-bench|-embedding|-perplexity)?|llm|koboldcpp|exllamav2|optimum-cli|lms|aichat)$/;
const TRAINERS = /^(?:trl|swift|axolotl|llamafactory-cli|autotrain|tune|mlx_lm\.lora|xtuner|unsloth)$/;
const TRAINS = /^(?:sft|dpo|grpo|ppo|kto|orpo|cpo|reward|rlhf|pt|pretrain|train|finetune|run|lora|llm)$/;
const TRAIN_SCRIPT =
  /(?:^|[/_.-])(?:train(?:er|ing)?|(?:pre|post)?train(?:_\w{1,30})?|fine[-_]?tune?(?:_\w{1,30})?|sft|dpo|grpo|ppo|kto|orpo|lora|run_clm|run_sft|run_dpo)(?:[_-]\w{1,40})?\.py$/;
const IMAGE =
  /^\$\{?\w*IMAGE\w*\}?$|^(?:[\w.-]{1,80}\/){1,3}[\w.-]{0,60}(?:vllm|sglang|text-generation-inference|text-embeddings-inference|lmdeploy|aphrodite|tgi|tei)[\w.-]{0,60}(?:[:@][\w.:-]{1,128})?$/;
const SAYS = /^(?:echo|printf|print|cat|grep|sed|awk|git|log|info|warn|die|Write-Host|Write-Output)$/i;
/** Options whose value is talk. */
const TALK =
  /^(?:-p|--prompt|-i|--message|--msg|-d|--data(?:-raw|-binary)?|--json|--header|-H|--description|--title|--body|--system|--text|--input|--arg|--format)$/;
const MAX_NESTING = 3;

const base = (word: string): string => word.replace(/\.(?:exe|sh)$/i, '').replace(/^.*[\\/]/, '');

/** Models that one command loads, pulls or trains. */
export function readCommand(words: ShellCommand, depth = 0): readonly Candidate[] {
  const found: Candidate[] = [];
  const texts = words.map((word) => word.value);
  if (texts.some((text, index) => /^--repo-type$/.test(text) && /^(?:dataset|space)s?$/.test(texts[index + 1] ?? '')))
    return [];
  if (texts.some((text) => /^--repo-type=(?:dataset|space)s?$/.test(text))) return [];
  const kind: ReferenceKind = trains(texts) ? 'base' : 'use';
  const taken = new Set<ShellWord>();
  const take = (word: ShellWord | undefined, candidate: (word: ShellWord) => Candidate): void => {
    if (word === undefined || taken.has(word)) return;
    taken.add(word);
    found.push(candidate(word));
  };
  for (let index = 0; index < words.length; index += 1) {
    const verb = VERBS.find(({ words: wanted }) =>
      wanted.every((text, step) => (step === 0 ? base(texts[index] ?? '') : texts[index + step]) === text),
    );
    if (verb !== undefined && !isArgument(texts, index)) {
      const rest = words.slice(index + verb.words.length);
      for (const word of positionals(rest, verb)) {
        const certain = verb.certain === true ? { certain: true as const } : {};
        take(word, () => strong(word, word.value, verb.space, verb.kind ?? kind, 'high', certain));
      }
    }
  }
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const known = readFlag(word.value);
    if (known !== undefined) {
      const role = known.kind === 'use' ? kind : known.kind;
      const make = known.strong ? strong : weak;
      const revision = optionValue(texts, /^--(?:revision|model[-_]revision|hf[-_]revision)$/);
      const extras = revision === undefined || role === 'tokenizer' ? {} : { revision };
      if (known.value !== undefined) {
        const value = known.value;
        const column = word.column + word.value.indexOf('=') + 1;
        take(word, () => make({ line: word.line, column }, value, known.space, role, 'high', extras));
      } else if (next !== undefined && !/^-{1,2}[A-Za-z]/.test(next.value)) {
        take(next, (value) => make(value, value.value, known.space, role, 'high', extras));
      }
    }
    if (word.value === '-m' && next !== undefined && SHORT_MODEL.test(base(texts[0] ?? '')))
      take(next, (value) => strong(value, value.value, 'hub', kind));
    found.push(...readPairsOf(word, next, kind));
    if (IMAGE.test(word.value) && next !== undefined && isHubId(next.value) && !/[:@]/.test(next.value))
      take(next, (value) => weak(value, value.value, 'hub', 'use', 'medium', { via: 'docker' }));
    if (
      word.quoted &&
      depth < MAX_NESTING &&
      /\s/.test(word.value) &&
      !TALK.test(words[index - 1]?.value ?? '') &&
      !SAYS.test(base(texts[0] ?? ''))
    ) {
      for (const inner of readCommands(word.value.split('\n'), word)) found.push(...readCommand(inner, depth + 1));
    }
    if (/^(?:-d|--data(?:-raw|-binary)?|--json)$/.test(word.value) && next !== undefined)
      found.push(...readBody(next, texts));
    if (/^\{.*"model"/.test(word.value) && /speculative/.test(words[index - 1]?.value ?? ''))
      found.push(...readDraft(word, word.value));
    if (/^--speculative[-_]config=/.test(word.value))
      found.push(...readDraft(word, word.value.slice(word.value.indexOf('=') + 1)));
  }
  return found;
}

/** A verb among the options of another command is a value: `--entrypoint vllm serve` still runs it, `--name ollama` does not. */
const isArgument = (texts: readonly string[], index: number): boolean =>
  /^--(?:name|image|service|container-name)$/.test(texts[index - 1] ?? '');

function* positionals(rest: readonly ShellWord[], verb: Verb): Generator<ShellWord> {
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index];
    if (word === undefined) return;
    if (/^-/.test(word.value)) {
      if (/^(?:-m|--model|--model[-_]id)$/.test(word.value)) {
        const value = rest[index + 1];
        if (value !== undefined && !/^-/.test(value.value)) yield value;
        return;
      }
      const next = rest[index + 1]?.value;
      // The value of an option, unless nothing is left to be the model.
      const hasValue = !word.value.includes('=') && next !== undefined && !next.startsWith('-');
      if (hasValue && !next.includes('/') && rest.slice(index + 2).some((later) => !later.value.startsWith('-')))
        index += 1;
      continue;
    }
    if (verb.not?.test(word.value) === true) return;
    if (/^[<>]|^&/.test(word.value)) return;
    yield word;
    if (verb.many !== true) return;
  }
}

function optionValue(texts: readonly string[], name: RegExp): string | undefined {
  const at = texts.findIndex((text) => name.test(text));
  return at < 0 ? undefined : texts[at + 1];
}

function trains(texts: readonly string[]): boolean {
  return texts.some(
    (text, index) =>
      (TRAINERS.test(base(text)) && TRAINS.test(texts[index + 1] ?? '')) ||
      TRAIN_SCRIPT.test(text) ||
      /^mlx_lm\.(?:lora|dpo)$/.test(text),
  );
}

/** `pretrained=ORG/NAME,revision=main` of evaluation harnesses, `NAME=value` of build arguments and adapters. */
function readPairsOf(word: ShellWord, next: ShellWord | undefined, kind: ReferenceKind): readonly Candidate[] {
  const list = /(?:^|[=,"'])(?:pretrained|model_name_or_path)=/.exec(word.value);
  if (list !== null) {
    const parts = word.value
      .slice(list.index)
      .replace(/^[=,"']/, '')
      .split(',');
    const values = new Map(
      parts.map((part): [string, string] => [part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1)]),
    );
    const raw = values.get('pretrained') ?? values.get('model_name_or_path') ?? '';
    const revision = values.get('revision');
    const tokenizer = values.get('tokenizer');
    const place = { line: word.line, column: word.column + Math.max(0, word.value.indexOf(raw)) };
    const peft = values.get('peft');
    return [
      strong(place, raw, 'hub', 'use', 'high', revision === undefined ? {} : { revision }),
      ...(tokenizer === undefined ? [] : [weak(word, tokenizer, 'hub', 'tokenizer')]),
      ...(peft === undefined ? [] : [weak(word, peft, 'hub', 'adapter')]),
    ];
  }
  if (next === undefined) return [];
  if (word.value === '--build-arg' || word.value === '-e' || word.value === '--env') {
    const pair = /^([A-Z][A-Z0-9_]{0,60})=(.+)$/.exec(next.value);
    if (pair === null || !MODEL_VARIABLE.test(pair[1] ?? '')) return [];
    const raw = pair[2] ?? '';
    return [weak({ line: next.line, column: next.column + next.value.indexOf('=') + 1 }, raw, 'hub', kind)];
  }
  if (/^--lora[-_]modules$/.test(word.value)) {
    const value = next.value.includes('=') ? next.value.slice(next.value.indexOf('=') + 1) : next.value;
    return [weak(next, value, 'hub', 'adapter')];
  }
  return [];
}

/** `MODEL`, `MODEL_ID`, `HF_MODEL_NAME`, `MODEL_REPO`. */
export const MODEL_VARIABLE =
  /^(?:[A-Z][A-Z0-9_]{0,60}_)?MODEL(?:_?(?:ID|NAME|REPO|REPO_ID|HF|NAME_OR_PATH))?$|^(?:[A-Z][A-Z0-9_]{0,60}_)?[A-Z0-9]{1,20}_?MODEL$/;

/** The body of a request: what a server is asked for, not what it loads. */
function readBody(word: ShellWord, texts: readonly string[]): readonly Candidate[] {
  const ollama = texts.some((text) => /:11434\b|\/api\/(?:generate|chat|embed|embeddings|pull)\b/.test(text));
  const pulls = texts.some((text) => /\/api\/pull\b/.test(text));
  const { entries } = readFlow(word.value, placeIn(word.value, word));
  return entries
    .filter((entry) => entry.form === 'pair' && (entry.key === 'model' || (pulls && entry.key === 'name')))
    .flatMap((entry) => [
      weak(entry, entry.value, ollama ? 'ollama' : 'hub', pulls ? 'use' : 'mention', pulls ? 'high' : 'low'),
      nothing(entry),
    ]);
}

/** `{"method": "eagle3", "model": "ORG/NAME"}`. */
export function readDraft(
  word: { readonly line: number; readonly column: number },
  text: string,
): readonly Candidate[] {
  const { entries } = readFlow(text, placeIn(text, word));
  return entries
    .filter((entry) => entry.form === 'pair' && entry.key === 'model')
    .map((entry) => strong(entry, entry.value, 'hub', 'draft'));
}
