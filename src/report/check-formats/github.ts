import type { CheckFinding } from '../../domain/check.ts';
import { compareLevels } from '../../license/levels.ts';
import { printable } from '../../units/printable.ts';
import { upperFirst } from '../i18n/en/upper-first.ts';
import { resultSentence, summaryText } from './blocks.ts';
import { english } from './english.ts';
import type { CheckFormatter } from './options.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;
/** GitHub shows ten annotations of a kind for a step; the rest would vanish without a word. */
const SHOWN = 10;

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function annotation(finding: CheckFinding): string {
  const { place, model, level, rule } = finding;
  const remedy = english.remedy(finding);
  const text = `${model === null ? '' : `${printable(model)}: `}${upperFirst(english.message(finding))}${remedy === '' ? '' : `. ${upperFirst(remedy)}`}`;
  const at =
    place === null
      ? []
      : [
          `file=${escapeProperty(printable(place.path))}`,
          `line=${place.line}`,
          `col=${place.column}`,
          ...(place.endColumn === undefined ? [] : [`endColumn=${place.endColumn}`]),
        ];
  return `::${COMMANDS[level]} ${[...at, `title=${rule}`].join(',')}::${escapeData(text)}`;
}

/** Workflow commands that annotate files, loudest first; open errors and warnings only. A summary closes the list. */
export const format: CheckFormatter = (result) => {
  const open = result.findings
    .filter(({ status, level }) => status === 'open' && level !== 'note')
    .sort((a, b) => compareLevels(a.level, b.level));
  const shown = (['error', 'warning'] as const).flatMap((level) =>
    open.filter((finding) => finding.level === level).slice(0, SHOWN),
  );
  const closing = [
    resultSentence(result, english),
    summaryText(result, english),
    shown.length < open.length ? english.texts.sentences.cut(shown.length, open.length) : '',
  ].filter((text) => text !== '');
  return [...shown.map(annotation), `llm-advisor check: ${closing.join(' ')}`, ''].join('\n');
};
