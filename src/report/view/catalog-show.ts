import type { LanguageGrade } from '../../domain/model.ts';
import type { CatalogShowResult } from '../../domain/result.ts';
import type { ShownModel } from '../../domain/shown-model.ts';
import { trimDecimals } from '../../units/format.ts';
import { GIB, MIB } from '../../units/quantities.ts';
import { type Block, bullets, paragraph } from '../blocks.ts';
import type { TableData } from '../layout/table.ts';
import { architectureBlocks } from './architecture.ts';
import { gibNumber } from './cells.ts';
import type { Words } from './words.ts';

/** Everything the catalog knows of one model: what it is, how it is built, what it takes, what it may be used for, and where each fact is from. */
export function viewCatalogShow({ model }: CatalogShowResult, words: Words): readonly Block[] {
  return [
    ...identity(model, words),
    ...architectureBlocks(model.architecture, words),
    ...cacheBlocks(model, words),
    ...licenseBlocks(model, words),
    ...abilities(model, words),
    ...whereItRuns(model, words),
    ...evidence(model, words),
  ];
}

function identity(model: ShownModel, { show, labels, figures, sentences }: Words): readonly Block[] {
  const { parameters, publishedParameters, context, vision } = model;
  const facts = [
    figures.term('role', model.role),
    `${model.publisher}${sentences.comma}${model.series}`,
    figures.term('status', model.status),
    model.released ?? show.releaseUnknown,
  ];
  const total = figures.parameters(parameters.total);
  const published = publishedParameters === null ? null : figures.parameters(publishedParameters);
  const counts = {
    total,
    active: parameters.active === parameters.total ? null : figures.parameters(parameters.active),
    published: published === total ? null : published,
    precision: model.nativePrecision.toUpperCase(),
  };
  const { extended } = context;
  const longer = extended === null ? null : { tokens: figures.tokens(extended.tokens), by: extended.by };
  return [
    ...paragraph(
      show.identity,
      sentences.sentence([sentences.noted(model.name, model.id), facts.join(sentences.comma)]),
    ),
    ...paragraph(show.supersededBy, model.supersededBy ?? ''),
    ...paragraph(show.aliases, model.aliases.join(sentences.comma)),
    ...paragraph(labels.parameters, sentences.sentence([show.parameters(counts)])),
    ...paragraph(labels.context, sentences.sentence([show.context(figures.tokens(context.nativeTokens), longer)])),
    ...(vision === null
      ? []
      : paragraph(
          show.visionTower,
          sentences.sentence([show.vision(figures.parameters(vision.parameters), vision.tokensPerImage)]),
        )),
  ];
}

/** MiB below one GiB: a cache of 100 MiB is not 0.1 GiB to anybody. */
function size(bytes: number): string {
  return bytes < GIB ? `${trimDecimals(bytes / MIB, 1)} MiB` : `${gibNumber(bytes)} GiB`;
}

function cacheBlocks(model: ShownModel, words: Words): readonly Block[] {
  const { show, sentences } = words;
  const { cache, memory } = model;
  const clauses = [
    ...(cache.bytesPerThousandTokens > 0 ? [show.perThousand(size(cache.bytesPerThousandTokens), cache.type)] : []),
    ...(cache.windowBytes > 0 ? [show.windows(size(cache.windowBytes))] : []),
    ...(cache.stateBytes > 0 ? [show.state(size(cache.stateBytes))] : []),
  ];
  return [
    ...paragraph(show.cache, sentences.sentence(clauses.length === 0 ? [show.noCache()] : clauses)),
    ...(memory.length === 0
      ? []
      : [memoryTable(memory, words), ...paragraph('', sentences.sentence([show.memoryNote]))]),
  ];
}

function memoryTable(memory: ShownModel['memory'], { show, labels, figures }: Words): Block {
  const contexts = memory[0]?.contexts ?? [];
  const table: TableData = {
    columns: [
      { header: labels.quantization, shrinkTo: 10 },
      { header: show.weightsGib, align: 'right' },
      ...contexts.map(({ contextTokens }) => ({
        header: `+ ${figures.tokens(contextTokens)}`,
        align: 'right' as const,
      })),
    ],
    rows: memory.map((row) => [
      { text: row.published === 'yes' ? row.quantization.id : show.unpublished(row.quantization.id) },
      { text: gibNumber(row.weightsBytes) },
      ...row.contexts.map(({ totalBytes }) => ({ text: gibNumber(totalBytes) })),
    ]),
  };
  return { kind: 'table', titles: 1, layouts: [table] };
}

function licenseBlocks({ license, lineage }: ShownModel, words: Words): readonly Block[] {
  const { labels, show, figures, sentences } = words;
  const { category, commercialUse } = license;
  return [
    ...paragraph(
      labels.license,
      sentences.paragraph([
        sentences.sentence([
          license.name === license.id ? license.id : sentences.noted(license.name, license.id),
          ...(category === null ? [] : [figures.term('licenseCategory', category)]),
          ...(commercialUse === null ? [] : [show.commercial(commercialUse.allowed)]),
          ...(license.gated === 'unknown' ? [] : [show.gated(license.gated)]),
        ]),
        sentences.notLegalAdvice(),
      ]),
    ),
    ...bullets(
      show.lineage,
      lineage.map((ancestor) =>
        sentences.sentence([show.ancestor({ ...ancestor, relation: figures.term('relation', ancestor.relation) })]),
      ),
    ),
  ];
}

const GRADES: readonly LanguageGrade[] = ['native', 'supported', 'incidental', 'none'];

function abilities(model: ShownModel, words: Words): readonly Block[] {
  const { labels, show, figures, sentences } = words;
  const graded = (grade: LanguageGrade): readonly string[] =>
    Object.keys(model.languages)
      .filter((code) => model.languages[code] === grade)
      .map((code) => figures.term('language', code));
  const known = Object.entries(model.ability).filter(([, { high }]) => high > 0);
  return [
    ...bullets(
      labels.languages,
      GRADES.filter((grade) => graded(grade).length > 0).map((grade) =>
        sentences.labelled(figures.term('grade', grade), graded(grade).join(sentences.comma)),
      ),
    ),
    ...paragraph(
      show.capabilities,
      sentences.sentence(
        Object.entries(model.capabilities).map(([name, value]) =>
          sentences.labelled(figures.term('capability', name), figures.term('capabilityValue', value)),
        ),
      ),
    ),
    ...bullets(
      show.ability,
      known.map(([id, ability]) =>
        sentences.labelled(
          figures.term('ability', id),
          sentences.noted(
            figures.qualityRange(ability),
            [figures.term('basis', ability.basis), show.scores(ability.scores)].join(sentences.comma),
          ),
        ),
      ),
    ),
  ];
}

function whereItRuns({ engines, weights }: ShownModel, { show, figures, sentences }: Words): readonly Block[] {
  return [
    ...bullets(
      show.engines,
      engines.map(({ id, since, tag }) => {
        const name = figures.term('engine', id);
        const facts = [...(since === null ? [] : [show.since(since)]), ...(tag === null ? [] : [tag])];
        return facts.length === 0 ? name : sentences.noted(name, facts.join(sentences.comma));
      }),
    ),
    ...bullets(
      show.offers,
      weights.map(({ format, repo, bits, files }) => {
        const named = Object.entries(files ?? {}).map(([id, bytes]) => `${id} ${size(bytes)}`);
        return sentences.labelled(
          bits === undefined ? format : `${format} ${bits}`,
          named.length === 0 ? repo : sentences.noted(repo, named.join(sentences.comma)),
        );
      }),
    ),
  ];
}

function evidence(model: ShownModel, words: Words): readonly Block[] {
  const { show, figures, sentences } = words;
  return [
    ...(model.scores.length === 0 ? [] : [scoreTable(model.scores, words)]),
    ...bullets(
      show.sources,
      model.sources.map(({ group, sources }) =>
        sentences.labelled(figures.term('sourceGroup', group), sources.join('; ')),
      ),
    ),
    ...bullets(
      show.conflicts,
      model.conflicts.map(({ field, value, source }) => show.conflict(field, String(value), source)),
    ),
    ...bullets(show.notes, model.notes),
  ];
}

function scoreTable(scores: ShownModel['scores'], { show, labels, figures }: Words): Block {
  const table: TableData = {
    columns: [
      { header: show.benchmark, shrinkTo: 10 },
      { header: labels.value, align: 'right' },
      { header: show.setting, shrinkTo: 8 },
      { header: show.reportedBy, shrinkTo: 6 },
      { header: show.source, shrinkTo: 16 },
    ],
    rows: scores.map((score) => [
      { text: score.benchmark },
      { text: String(score.value) },
      { text: [score.setting, ...(score.of === 'base' ? [show.ofBase()] : [])].filter(Boolean).join(' ') },
      { text: figures.term('scoreBy', score.by) },
      { text: score.source },
    ]),
  };
  return { kind: 'table', titles: 1, layouts: [table] };
}
