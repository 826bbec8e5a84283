import type { CatalogListResult } from '../../domain/result.ts';
import { type Block, paragraph } from '../blocks.ts';
import type { Cell, Column } from '../layout/table.ts';
import type { Words } from './words.ts';

export function viewCatalogList({ models }: CatalogListResult, words: Words): readonly Block[] {
  const { labels, figures, sentences } = words;
  const columns: readonly Column[] = [
    { header: labels.model, shrinkTo: 24 },
    { header: labels.role },
    { header: labels.parameters, align: 'right' },
    { header: labels.context, align: 'right' },
    { header: labels.license, shrinkTo: 10 },
    { header: labels.series },
    { header: labels.status },
    { header: labels.released },
  ];
  const rows = models.map((model): readonly Cell[] => [
    { text: model.id },
    { text: figures.term('roleName', model.role) },
    { text: figures.parameters(model.parameters.total) },
    { text: figures.tokens(model.contextTokens) },
    { text: model.license },
    { text: model.series },
    { text: figures.term('status', model.status) },
    { text: model.released ?? labels.unknown },
  ]);
  const first = (count: number) => ({ columns: columns.slice(0, count), rows: rows.map((row) => row.slice(0, count)) });
  return [
    ...(models.length === 0 ? [] : [{ kind: 'table', titles: 1, layouts: [first(8), first(5)] } as const]),
    ...paragraph('', sentences.counted(models.length)),
  ];
}
