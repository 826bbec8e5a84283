import { readFile } from 'node:fs/promises';
import { codeSpans, readSections, type Section } from './markdown.ts';

export const ROOT: URL = new URL('../../', import.meta.url);

/** A README taken apart. */
export interface Page {
  readonly file: string;
  readonly locale: 'en' | 'zh-CN';
  readonly text: string;
  readonly sections: readonly Section[];
}

async function readPage(file: string, locale: Page['locale']): Promise<Page> {
  const text = await readFile(new URL(file, ROOT), 'utf8');
  return { file, locale, text, sections: readSections(text) };
}

/** The chapters of a page by their place, which both languages share. */
const CHAPTERS = [
  'sample',
  'use',
  'commands',
  'useCases',
  'policies',
  'queries',
  'engines',
  'exitCodes',
  'environment',
  'json',
  'csv',
  'figures',
  'api',
  'catalog',
  'bugs',
  'stability',
  'limits',
] as const;

export const english: Page = await readPage('README.md', 'en');
export const chinese: Page = await readPage('README.zh-CN.md', 'zh-CN');

export function chapter({ file, sections }: Page, name: (typeof CHAPTERS)[number]): Section {
  const chapters = sections.filter(({ level }) => level === 2);
  const found = chapters[CHAPTERS.indexOf(name)];
  if (found === undefined || chapters.length !== CHAPTERS.length)
    throw new Error(`${file} does not have the chapters ${CHAPTERS.join(', ')}`);
  return found;
}

/** The sections below a chapter, in order. */
export function partsOf(page: Page, name: (typeof CHAPTERS)[number]): readonly Section[] {
  const from = page.sections.indexOf(chapter(page, name)) + 1;
  const to = page.sections.findIndex(({ level }, i) => i >= from && level < 3);
  return page.sections.slice(from, to < 0 ? undefined : to);
}

/** Rows of a section's table, without its header. */
export function rows(section: Section, table = 0): readonly (readonly string[])[] {
  return section.tables[table]?.slice(1) ?? [];
}

/** Code spans of the first column. */
export function names(section: Section, table = 0): readonly string[] {
  return rows(section, table).flatMap(([cell]) => codeSpans(cell ?? ''));
}

export function withoutMarks(cell: string | undefined): string {
  return (cell ?? '').replaceAll('`', '');
}
