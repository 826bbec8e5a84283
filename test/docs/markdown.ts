/** A heading of a page; `text` without its code marks. */
interface Heading {
  readonly level: number;
  readonly text: string;
}

interface CodeBlock {
  readonly language: string;
  readonly text: string;
  /** Last line of text above the block. */
  readonly lead: string;
}

/** Rows of cells; the first is the header. */
type Table = readonly (readonly string[])[];

/** A heading and everything down to the next one. */
export interface Section extends Heading {
  readonly prose: string;
  readonly tables: readonly Table[];
  readonly blocks: readonly CodeBlock[];
}

const CELLS = /(?<!\\)\|/;

/** Splits a page into its sections, in order; enough of Markdown for the READMEs. */
export function readSections(page: string): readonly Section[] {
  const sections: { level: number; text: string; prose: string; tables: string[][][]; blocks: CodeBlock[] }[] = [];
  let fence: { language: string; lines: string[]; lead: string } | undefined;
  let lead = '';
  let inTable = false;
  for (const line of page.split('\n')) {
    const section = sections.at(-1);
    if (fence !== undefined) {
      if (line === '```') {
        section?.blocks.push({ language: fence.language, text: fence.lines.join('\n'), lead: fence.lead });
        fence = undefined;
      } else fence.lines.push(line);
      continue;
    }
    const heading = /^(#+) (.*)$/.exec(line);
    const opening = /^```(\w*)$/.exec(line);
    if (heading !== null) {
      sections.push({
        level: heading[1]?.length ?? 0,
        text: (heading[2] ?? '').replaceAll('`', ''),
        prose: '',
        tables: [],
        blocks: [],
      });
    } else if (opening !== null) fence = { language: opening[1] ?? '', lines: [], lead };
    else if (line.startsWith('|')) {
      if (!inTable) section?.tables.push([]);
      const cells = line.split(CELLS).slice(1, -1);
      if (!/^[ -]+$/.test(cells.join('')))
        section?.tables.at(-1)?.push(cells.map((cell) => cell.trim().replaceAll('\\|', '|')));
    } else if (section !== undefined) section.prose += `${line}\n`;
    inTable = line.startsWith('|');
    if (line.trim() !== '') lead = line;
  }
  return sections;
}

export function codeSpans(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

/** The anchor a heading gets on GitHub. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/\s/g, '-');
}

/** Targets of all links. */
export function linksOf(page: string): readonly string[] {
  return [...page.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
}
