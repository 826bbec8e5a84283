import { isSeq } from 'yaml';
import { compareText } from '../finding.ts';
import { SECTIONS, type Section } from '../schema/kinds.ts';
import type { FileRule, LintFile, LintReport } from './contract.ts';
import { files, sample } from './samples.ts';

const A = sample('devices', { id: 'a' });
const B = sample('devices', { id: 'b', name: 'B' });

/** Sections in the order of their ids; the others stand in an order that means something to a reader. */
const SORTED: ReadonlySet<Section> = new Set<Section>(['models', 'devices', 'hosts']);

export const entriesSorted: FileRule = {
  id: 'entries-sorted',
  level: 'error',
  scope: 'file',
  style: true,
  description:
    'Models, devices and hosts stand in the order of their ids, so that a new one has one place and merges stay small.',
  examples: {
    good: files({ 'devices/a.yaml': { devices: [A, B] } }),
    bad: files({ 'devices/a.yaml': { devices: [B, A] } }),
  },
  check: findDisorder,
  fix: (file) => sectionsOf(file).reduce((text, section) => sortSection(file, section, text), file.yaml.text),
};

function sectionsOf(file: LintFile): readonly Section[] {
  return file.kind.holds.form === 'list' ? file.kind.holds.sections.filter((section) => SORTED.has(section)) : [];
}

function* findDisorder(file: LintFile): Iterable<LintReport> {
  for (const section of sectionsOf(file)) {
    const ids = idsOf(file, section);
    for (const [index, id] of ids.entries()) {
      const before = ids[index - 1];
      if (before !== undefined && compareIds(before, id) > 0) {
        yield {
          at: [section, index],
          message: `"${id}" must stand before "${before}"`,
          tip: 'run npm run catalog:lint -- --fix',
        };
      }
    }
  }
}

function idsOf(file: LintFile, section: Section): readonly string[] {
  const list: unknown = (file.yaml.value as Readonly<Record<string, unknown>> | null)?.[section];
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown) =>
    String((entry as Readonly<Record<string, unknown>> | null)?.[SECTIONS[section].key] ?? ''),
  );
}

/** Numbers by value, letters without case: `rtx-3060` before `rtx-3060-ti`, `…-7B` before `…-14B`. */
function compareIds(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [x, y] = [left[index], right[index]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const order = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : compareText(x, y);
    if (order !== 0) return order;
  }
  return compareText(a, b);
}

const partsOf = (id: string): readonly string[] => id.toLowerCase().match(/\d+|\D+/g) ?? [];

/** Moves whole blocks of lines, with the comments right above them; nothing inside a block changes. */
function sortSection(file: LintFile, section: Section, text: string): string {
  const list = file.yaml.document.get(section, true);
  if (!isSeq(list) || list.flow || text !== file.yaml.text) return text;
  const ids = idsOf(file, section);
  const starts = ids.map((_, index) => blockStart(text, file.yaml.offset([section, index])));
  const end = list.range?.[1] ?? text.length;
  const [first] = starts;
  if (first === undefined) return text;
  const blocks = ids.map((id, index) => ({
    id,
    lines: withNewline(text.slice(starts[index], starts[index + 1] ?? end)),
  }));
  const sorted = [...blocks].sort((a, b) => compareIds(a.id, b.id)).map((block) => block.lines);
  return text.slice(0, first) + spacing(sorted, text.slice(first, end)) + text.slice(end);
}

const withNewline = (lines: string): string => `${lines.trimEnd()}\n`;

/** Blank lines between entries stay where the file has them between entries at all. */
function spacing(blocks: readonly string[], before: string): string {
  return blocks.join(/\n\s*\n\s*(#[^\n]*\n\s*)*- /.test(before) ? '\n' : '');
}

/** Start of the line of the entry's dash, or of the first comment line right above it. */
function blockStart(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  while (start > 0) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    if (!/^\s*#/.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start;
}
