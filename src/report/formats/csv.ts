import type { AnyResult, Configuration, Recommendation } from '../../domain/result.ts';
import type { Range } from '../../units/range.ts';
import type { Formatter } from '../options.ts';
import type { ResultOf } from '../result-of.ts';

type Value = string | number | boolean | null | undefined;
type Row = Readonly<Record<string, Value>>;

/** RFC 4180: quoted where a comma, a quote or a line break asks for it; lines end with CR LF; unknown is empty. */
function field(value: Value): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rangeColumns(name: string, range: Range | null): Row {
  return { [`${name}Low`]: range?.low, [name]: range?.typical, [`${name}High`]: range?.high };
}

const total = (bytes: readonly number[]): number => bytes.reduce((sum, value) => sum + value, 0);

type Runnable = Pick<
  Configuration,
  'model' | 'quantization' | 'engine' | 'settings' | 'fit' | 'placement' | 'memory' | 'speed' | 'license' | 'quality'
>;

function runColumns({
  model,
  quantization,
  engine,
  settings,
  fit,
  placement,
  memory,
  speed,
  license,
  quality,
}: Runnable): Row {
  return {
    model: model.id,
    parametersTotal: model.parameters.total,
    parametersActive: model.parameters.active,
    quantization: quantization.id,
    format: quantization.format,
    engine: engine.id,
    contextTokens: settings.contextTokens,
    fit: fit.kind,
    placement: placement.kind,
    devices: placement.devices.join(' '),
    deviceBytes: total(memory.devices.map(({ totalBytes }) => totalBytes.typical)),
    deviceUsableBytes: total(memory.devices.map(({ usableBytes }) => usableBytes)),
    hostBytes: memory.host.totalBytes.typical,
    hostUsableBytes: memory.host.usableBytes,
    ...rangeColumns('decodeTokensPerSecond', speed.decodeTokensPerSecond),
    decodeBasis: speed.decodeTokensPerSecond?.basis,
    timeToFirstTokenSeconds: speed.timeToFirstTokenSeconds?.typical,
    throughputTokensPerSecond: speed.throughputTokensPerSecond?.typical,
    ...rangeColumns('quality', quality),
    qualityBasis: quality.basis,
    licenseVerdict: license.verdict,
    licenses: license.ids.join(' AND '),
  };
}

const recommendationRow = (item: Recommendation): Row => ({ rank: item.rank, ...runColumns(item), score: item.score });

interface Sheet<R> {
  /** The header, in order: stable, new columns are added at the end. */
  readonly columns: readonly string[];
  readonly rows: (result: R) => readonly Row[];
}

const RUN_COLUMNS: readonly string[] = [
  'model',
  'parametersTotal',
  'parametersActive',
  'quantization',
  'format',
  'engine',
  'contextTokens',
  'fit',
  'placement',
  'devices',
  'deviceBytes',
  'deviceUsableBytes',
  'hostBytes',
  'hostUsableBytes',
  'decodeTokensPerSecondLow',
  'decodeTokensPerSecond',
  'decodeTokensPerSecondHigh',
  'decodeBasis',
  'timeToFirstTokenSeconds',
  'throughputTokensPerSecond',
  'qualityLow',
  'quality',
  'qualityHigh',
  'qualityBasis',
  'licenseVerdict',
  'licenses',
];
const RANKED_COLUMNS: readonly string[] = ['rank', ...RUN_COLUMNS, 'score'];

const devices: Sheet<ResultOf<'detect'>> = {
  columns: [
    'id',
    'vendor',
    'kind',
    'model',
    'catalogId',
    'pciBusId',
    'memoryTotalBytes',
    'memoryFreeBytes',
    'capacityBytes',
    'unified',
    'computeCapability',
    'gfx',
    'driver',
    'usable',
  ],
  rows: ({ hardware }) => hardware.devices.map((device) => ({ ...device, ecc: null, mig: null, witnesses: null })),
};

const SHEETS: { readonly [C in AnyResult['command']]: Sheet<ResultOf<C>> } = {
  recommend: { columns: RANKED_COLUMNS, rows: ({ recommendations }) => recommendations.map(recommendationRow) },
  plan: {
    columns: [...RUN_COLUMNS, 'maxContextTokens', 'maxUsers'],
    rows: ({ plan }) => [
      { ...runColumns(plan), maxContextTokens: plan.limits.maxContextTokens, maxUsers: plan.limits.maxUsers },
    ],
  },
  why: {
    columns: ['quantization', 'engine', 'score', 'reasons'],
    rows: ({ tried }) =>
      tried.map(({ quantization, engine, score, reasons }) => ({
        quantization,
        engine,
        score,
        reasons: reasons.map(({ code }) => code).join(' '),
      })),
  },
  compare: {
    columns: RANKED_COLUMNS,
    rows: ({ models }) => models.flatMap((model) => (model === null ? [] : [recommendationRow(model)])),
  },
  detect: devices,
  doctor: devices,
  'catalog list': {
    columns: [
      'id',
      'name',
      'family',
      'series',
      'role',
      'status',
      'parametersTotal',
      'parametersActive',
      'contextTokens',
      'license',
      'released',
    ],
    rows: ({ models }) =>
      models.map(({ parameters, ...model }) => ({
        ...model,
        parametersTotal: parameters.total,
        parametersActive: parameters.active,
      })),
  },
  'catalog show': {
    columns: [
      'id',
      'parametersTotal',
      'parametersActive',
      'license',
      'quantization',
      'format',
      'published',
      'weightsBytes',
      'contextTokens',
      'cacheType',
      'cacheBytes',
      'totalBytes',
    ],
    rows: ({ model: { id, parameters, license, cache, memory } }) =>
      memory.flatMap(({ quantization, published, weightsBytes, contexts }) =>
        contexts.map(({ contextTokens, cacheBytes, totalBytes }) => ({
          id,
          parametersTotal: parameters.total,
          parametersActive: parameters.active,
          license: license.id,
          quantization: quantization.id,
          format: quantization.format,
          published,
          weightsBytes,
          contextTokens,
          cacheType: cache.type,
          cacheBytes,
          totalBytes,
        })),
      ),
  },
};

/** One row a recommendation, plan, attempt, device, model, or quantization and context of a shown model; figures in base units, ids and codes as in the JSON. */
export const format: Formatter = (result) => {
  const { columns, rows } = SHEETS[result.command] as unknown as Sheet<AnyResult>;
  const lines = [
    columns.join(','),
    ...rows(result).map((row) => columns.map((column) => field(row[column])).join(',')),
  ];
  return lines.map((line) => `${line}\r\n`).join('');
};
