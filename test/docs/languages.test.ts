import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codeSpans, linksOf, slugOf } from './markdown.ts';
import { chinese, english, type Page, ROOT } from './pages.ts';

describe.each([english, chinese])('$file', ({ locale, sections, text }) => {
  it('has no dead link', () => {
    const anchors = sections.map((section) => `#${slugOf(section.text)}`);
    const dead = linksOf(text).filter((link) =>
      link.startsWith('#') ? !anchors.includes(link) : !existsSync(fileURLToPath(new URL(link, ROOT))),
    );
    expect(dead).toEqual([]);
  });

  it(`is written in ${locale}`, () => {
    const characters = (text.match(/\p{Script=Han}/gu) ?? []).length;
    if (locale === 'en') expect(characters).toBeLessThan(20);
    else expect(characters).toBeGreaterThan(4000);
  });
});

describe('both pages', () => {
  it('have the same headings, tables and blocks', () => {
    const outline = ({ sections }: Page) =>
      sections.map(({ level, tables, blocks }) => ({
        level,
        tables: tables.map((table) => table.length),
        blocks: blocks.map(({ language }) => language),
      }));
    expect(outline(chinese)).toEqual(outline(english));
  });

  it('have the same code, comments and the language of the sample aside', () => {
    const code = ({ sections }: Page) =>
      sections
        .flatMap(({ blocks }) => blocks)
        .map(({ language, text }) =>
          language === 'console'
            ? text.split('\n')[0]?.replace(' --locale zh-CN', '')
            : text.replace(/(?:^|\s+)# .*$/gm, ''),
        );
    expect(code(chinese)).toEqual(code(english));
  });

  it('use the same terms in every table row and every section', () => {
    const inTables = ({ sections }: Page) =>
      sections.map(({ tables }) =>
        tables.map((table) => table.slice(1).map((row) => codeSpans(row.join(' ')).toSorted().join(' '))),
      );
    expect(inTables(chinese)).toEqual(inTables(english));
    const inProse = ({ sections }: Page) => sections.map(({ prose }) => [...new Set(codeSpans(prose))].sort());
    expect(inProse(chinese)).toEqual(inProse(english));
  });
});
