import type { ReferenceKind } from '../../domain/reference.ts';
import { isHubId } from '../names/hub-id.ts';
import { readCalls } from '../text/code-calls.ts';
import { PYTHON, readTokens } from '../text/code-tokens.ts';
import { readCommands, type ShellCommand, type ShellWord } from '../text/shell-words.ts';
import type { Candidate } from '../types.ts';
import { strong, weak } from './candidate.ts';
import { readBody, readDraft, readPairsOf, readSaid } from './command-values.ts';
import { readFlag } from './flags.ts';
import { readPython } from './python-code.ts';
import { VERBS_BY_FIRST, type Verb } from './verbs.ts';

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
/** Longer commands are data. */
const MAX_WORDS = 2_000;

const base = (word: string): string => word.replace(/\.(?:exe|sh)$/i, '').replace(/^.*[\\/]/, '');

/** What is known of a command while it is read. */
interface Reading {
  readonly words: ShellCommand;
  readonly texts: readonly string[];
  /** Kind of a model that is only named as such. */
  readonly kind: ReferenceKind;
  readonly depth: number;
  readonly taken: Set<ShellWord>;
  readonly found: Candidate[];
}

/** Models that one command loads, pulls or trains. */
export function readCommand(command: ShellCommand, depth = 0): readonly Candidate[] {
  const words = command.length > MAX_WORDS ? command.slice(0, MAX_WORDS) : command;
  const texts = words.map((word) => word.value);
  if (fetchesData(texts)) return [];
  const kind: ReferenceKind = trains(texts) ? 'base' : 'use';
  const reading: Reading = { words, texts, kind, depth, taken: new Set(), found: [] };
  readVerbs(reading);
  readFlags(reading);
  readInner(reading);
  return reading.found;
}

function fetchesData(texts: readonly string[]): boolean {
  return texts.some(
    (text, index) =>
      /^--repo-type=(?:dataset|space)s?$/.test(text) ||
      (text === '--repo-type' && /^(?:dataset|space)s?$/.test(texts[index + 1] ?? '')),
  );
}

function take({ taken, found }: Reading, word: ShellWord, candidate: Candidate): void {
  if (taken.has(word)) return;
  taken.add(word);
  found.push(candidate);
}

function readVerbs(reading: Reading): void {
  const { words, texts, kind } = reading;
  for (const [index, text] of texts.entries()) {
    const verb = VERBS_BY_FIRST.get(base(text))?.find(({ words: wanted }) =>
      wanted.every((one, step) => step === 0 || texts[index + step] === one),
    );
    if (verb === undefined || isArgument(texts, index)) continue;
    const certain = verb.certain === true ? { certain: true as const } : {};
    for (const word of positionals(words, index + verb.words.length, verb))
      take(reading, word, strong(word, word.value, verb.space, verb.kind ?? kind, 'high', certain));
  }
}

function readFlags(reading: Reading): void {
  const { words, texts, kind } = reading;
  const pinned = optionValue(texts, /^--(?:revision|model[-_]revision|hf[-_]revision)$/);
  const isShort = SHORT_MODEL.test(base(texts[0] ?? ''));
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const known = word.value.startsWith('-') ? readFlag(word.value) : undefined;
    if (known !== undefined) {
      const role = known.kind === 'use' ? kind : known.kind;
      const make = known.strong ? strong : weak;
      const extras = pinned === undefined || role === 'tokenizer' ? {} : { revision: pinned };
      if (known.value !== undefined) {
        const place = { line: word.line, column: word.column + word.value.indexOf('=') + 1 };
        take(reading, word, make(place, known.value, known.space, role, 'high', extras));
      } else if (next !== undefined && !/^-{1,2}[A-Za-z]/.test(next.value))
        take(reading, next, make(next, next.value, known.space, role, 'high', extras));
    }
    if (next === undefined) continue;
    if (isShort && word.value === '-m') take(reading, next, strong(next, next.value, 'hub', kind));
    if (next.value.includes('/') && IMAGE.test(word.value) && isHubId(next.value))
      take(reading, next, weak(next, next.value, 'hub', 'use', 'medium', { via: 'docker' }));
  }
}

/** Candidates of a program given on the command line. */
function readCode(text: string): readonly Candidate[] {
  const tokens = readTokens(text, PYTHON);
  return readPython({ tokens, calls: readCalls(tokens) }, '').candidates;
}

/** Values that hold more than a name: lists, bodies of requests, commands in quotes. */
function readInner({ words, texts, kind, depth, found }: Reading): void {
  const says = SAYS.test(base(texts[0] ?? ''));
  const runsPython = texts.some((text) => /^(?:python[\d.]*|uv|ipython)$/.test(base(text)));
  for (const [index, word] of words.entries()) {
    const [before, next] = [texts[index - 1] ?? '', words[index + 1]];
    if (says) found.push(...readSaid(word, texts));
    if (before === '-c' && runsPython && /from_pretrained|_download|import/.test(word.value)) {
      const code = readCode(word.value);
      found.push(...code.map((one) => ({ ...one, line: word.line, column: word.column + one.column - 1 })));
      continue;
    }
    found.push(...readPairsOf(word, next, kind));
    if (word.quoted && depth < MAX_NESTING && /\s/.test(word.value) && !says && !TALK.test(before))
      for (const inner of readCommands(word.value.split('\n'), word)) found.push(...readCommand(inner, depth + 1));
    if (next !== undefined && /^(?:-d|--data(?:-raw|-binary)?|--json)$/.test(word.value))
      found.push(...readBody(next, texts));
    if (word.value.startsWith('{') && /speculative/.test(before)) found.push(...readDraft(word, word.value));
    if (/^--speculative[-_]config=/.test(word.value))
      found.push(...readDraft(word, word.value.slice(word.value.indexOf('=') + 1)));
  }
}

/** A verb among the options of another command is a value: `--entrypoint vllm serve` still runs it, `--name ollama` does not. */
const isArgument = (texts: readonly string[], index: number): boolean =>
  /^--(?:name|image|service|container-name)$/.test(texts[index - 1] ?? '');

function* positionals(rest: readonly ShellWord[], from: number, verb: Verb): Generator<ShellWord> {
  for (let index = from; index < rest.length; index += 1) {
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
      if (hasValue && !next.includes('/') && hasMore(rest, index + 2)) index += 1;
      continue;
    }
    if (verb.not?.test(word.value) === true) return;
    if (/^[<>]|^&/.test(word.value)) return;
    yield word;
    if (verb.many !== true) return;
  }
}

function hasMore(words: readonly ShellWord[], from: number): boolean {
  for (let at = from; at < words.length; at += 1) if (words[at]?.value.startsWith('-') === false) return true;
  return false;
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
