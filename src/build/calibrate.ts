import { writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { compileCatalog } from '../catalog/compile.ts';
import { formatFinding } from '../catalog/finding.ts';
import type { CalibrationTable, DeviceCalibration } from '../domain/calibration.ts';
import { byDevice, fitDecode, fitPrefill } from './calibrate/device-fit.ts';
import { GGML_PRIORS, SERVING_PRIORS } from './calibrate/priors.ts';
import { type MeasurementFile, numberIn, type Row, resolveRows } from './calibrate/rows.ts';
import { fitServing } from './calibrate/serving-fit.ts';
import { type Errors, errorsOf, formatErrors } from './calibrate/statistics.ts';
import { readCatalogFiles, sha256 } from './catalog-files.ts';
import { isMain } from './main.ts';

/** `--worst N`: also print the N rows furthest off. */
const WORST = Number(/--worst[= ](\d+)/.exec(process.argv.join(' '))?.[1] ?? 0);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Table a row of one stream belongs to. */
function tableOf(row: Row): string {
  if (row.engine === 'mlx-lm') return 'mlx';
  return row.backend === 'vulkan' ? `vulkan-${row.device?.vendor}` : row.backend;
}

function wholeOnDevice(row: Row): boolean {
  return (
    row.device !== null && numberIn(row.cells, 'cpuMoeLayers') === null && numberIn(row.cells, 'gpuLayers') === null
  );
}

function report(label: string, residuals: readonly number[], rows: readonly Row[]): void {
  const errors: Errors = errorsOf(residuals, byDevice(rows));
  print(`  ${label}: ${formatErrors(errors)}`);
  const order = rows.map((row, i) => ({ row, residual: residuals[i] ?? 0 }));
  order.sort((a, b) => Math.abs(b.residual) - Math.abs(a.residual));
  for (const { row, residual } of order.slice(0, WORST)) {
    print(`    ×${Math.exp(residual).toFixed(2)} ${row.file} ${JSON.stringify(row.cells)}`);
  }
}

interface Collected {
  readonly residuals: number[];
  readonly rows: Row[];
}

function fitGgml(rows: readonly Row[], known: Readonly<Record<string, CalibrationTable>>): DeviceCalibration[] {
  const tables: DeviceCalibration[] = [];
  const decodeAll: Collected = { residuals: [], rows: [] };
  const prefillAll: Collected = { residuals: [], rows: [] };
  for (const [id, prior] of Object.entries(GGML_PRIORS)) {
    const base = known[id];
    if (base?.kind !== 'device')
      throw new Error(`catalog/calibration/${id}.yaml is missing: there is nothing to start from`);
    const own = rows.filter(
      (row) => tableOf(row) === id && wholeOnDevice(row) && (row.engine === 'llama.cpp' || row.engine === 'mlx-lm'),
    );
    const decodeRows = own.filter((row) => row.kind === 'decode');
    const prefillRows = own.filter((row) => row.kind === 'prefill' && row.device?.fp16 !== null);
    print(`${id}`);
    const decode = fitDecode(base, prior, decodeRows);
    report('decode, devices left out', decode.solution.leftOut, decodeRows);
    const prefill = fitPrefill(base, prior, prefillRows);
    report('prefill, devices left out', prefill.solution.leftOut, prefillRows);
    report('prefill, in sample', prefill.solution.inSample, prefillRows);
    decodeAll.residuals.push(...decode.solution.leftOut);
    decodeAll.rows.push(...decodeRows);
    prefillAll.residuals.push(...prefill.solution.leftOut);
    prefillAll.rows.push(...prefillRows);
    tables.push({ ...base, decode: decode.part, prefill: prefill.part, sources: prior.sources });
  }
  print('all devices');
  const only = (all: Collected, keep: (row: Row) => boolean): Collected => {
    const chosen = all.rows
      .map((row, i) => ({ row, residual: all.residuals[i] ?? Number.NaN }))
      .filter(({ row }) => keep(row));
    return { rows: chosen.map(({ row }) => row), residuals: chosen.map(({ residual }) => residual) };
  };
  const single = only(decodeAll, (row) => row.devices === 1);
  report('decode, one device', single.residuals, single.rows);
  const experts = only(single, (row) => row.features.expertShare < 1);
  report('decode, mixtures of experts', experts.residuals, experts.rows);
  const submitted = only(single, (row) => row.cells.submitted === true);
  report('decode, results submitted by users', submitted.residuals, submitted.rows);
  const prefillSingle = only(prefillAll, (row) => row.devices === 1);
  report('prefill, one device', prefillSingle.residuals, prefillSingle.rows);
  return tables;
}

function fitEngines(rows: readonly Row[], known: Readonly<Record<string, CalibrationTable>>): DeviceCalibration[] {
  const tables: DeviceCalibration[] = [];
  for (const [id, prior] of Object.entries(SERVING_PRIORS)) {
    const base = known[id];
    if (base?.kind !== 'device')
      throw new Error(`catalog/calibration/${id}.yaml is missing: there is nothing to start from`);
    const own = rows.filter(
      (row) => row.kind === 'serving' && id === `${row.engine}-${row.backend}` && row.device?.fp16 !== null,
    );
    print(id);
    const fit = fitServing(base, prior, own);
    const closed = fit.tokenRows.map((row, i) => ({ row, i })).filter(({ row }) => row.cells.workload !== 'static');
    const pick = (residuals: readonly number[]): number[] => closed.map(({ i }) => residuals[i] ?? Number.NaN);
    const closedRows = closed.map(({ row }) => row);
    report('between tokens and static throughput, models left out', fit.token.leftOut, fit.tokenRows);
    report('between tokens, models left out', pick(fit.token.leftOut), closedRows);
    report('between tokens, in sample', pick(fit.token.inSample), closedRows);
    report('throughput, in sample', fit.throughput, fit.tokenRows);
    report('time to first token, models left out', fit.firstToken.leftOut, fit.firstTokenRows);
    for (const file of new Set(own.map((row) => row.file))) {
      const of = (residuals: readonly number[], all: readonly Row[]): void => {
        const kept = all
          .map((row, i) => ({ row, residual: residuals[i] ?? Number.NaN }))
          .filter(({ row }) => row.file === file);
        if (kept.length > 0)
          report(
            `of ${file}`,
            kept.map(({ residual }) => residual),
            kept.map(({ row }) => row),
          );
      };
      print('  tokens, throughput, first token');
      of(fit.token.leftOut, fit.tokenRows);
      of(fit.throughput, fit.tokenRows);
      of(fit.firstToken.leftOut, fit.firstTokenRows);
    }
    tables.push(fit.table);
  }
  return tables;
}

function write(table: CalibrationTable): void {
  const head =
    '# yaml-language-server: $schema=../schema/calibration.schema.json\n' +
    '# Generated by src/build/calibrate.ts from catalog/measurements. Do not edit by hand.\n';
  writeFileSync(
    `catalog/calibration/${table.id}.yaml`,
    head + stringify(table, { lineWidth: 0, aliasDuplicateObjects: false }),
  );
}

/** Fits every table on the committed measurements, prints the errors on what was left out, and writes the tables. */
export function calibrate(save: boolean): void {
  const files = readCatalogFiles('catalog');
  const { catalog, findings } = compileCatalog(files, { sha256 });
  if (!catalog)
    throw new Error(
      findings
        .filter((entry) => entry.level === 'error')
        .map(formatFinding)
        .join('\n'),
    );
  const measurements = files
    .filter((file) => file.place?.startsWith('measurements/'))
    .map((file) => parse(file.text) as MeasurementFile);
  const { rows, skipped } = resolveRows(catalog, measurements);
  print(`${rows.length} rows`);
  for (const [why, count] of skipped) print(`  left aside: ${count} × ${why}`);
  const tables: CalibrationTable[] = [];
  if (!process.argv.includes('--serving')) tables.push(...fitGgml(rows, catalog.calibration));
  if (!process.argv.includes('--streams')) tables.push(...fitEngines(rows, catalog.calibration));
  if (save) for (const table of tables) write(table);
}

if (isMain(import.meta.url)) calibrate(!process.argv.includes('--dry-run'));
