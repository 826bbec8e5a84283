import type { ReferenceKind } from '../../domain/reference.ts';
import { readFlow } from '../text/flow-entries.ts';
import { placeIn } from '../text/line-index.ts';
import type { ShellWord } from '../text/shell-words.ts';
import type { Candidate } from '../types.ts';
import { nothing, strong, weak } from './candidate.ts';

/** `pretrained=ORG/NAME,revision=main` of evaluation harnesses, `NAME=value` of build arguments and adapters. */
export function readPairsOf(word: ShellWord, next: ShellWord | undefined, kind: ReferenceKind): readonly Candidate[] {
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
export function readBody(word: ShellWord, texts: readonly string[]): readonly Candidate[] {
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

/** `echo "MODEL=ORG/NAME" >> "$GITHUB_ENV"`: said to a file of settings. */
export function readSaid(word: ShellWord, texts: readonly string[]): readonly Candidate[] {
  const pair = /^([A-Za-z_]\w{0,60})=(\S+)$/.exec(word.value);
  const isKept = texts.some((text) => /^>{1,2}|^tee$/.test(text));
  if (pair?.[1] === undefined || pair[2] === undefined || !isKept || !/MODEL/.test(pair[1])) return [];
  return [weak({ line: word.line, column: word.column + pair[1].length + 1 }, pair[2])];
}
