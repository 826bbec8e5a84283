import { GB } from '../../units/quantities.ts';
import type { EntryRule, LintEntry, LintReport } from './contract.ts';
import { files, sample } from './samples.ts';

/*
 * Bands around everything sold so far, wide enough for the next generations and narrow enough for a figure off by 1000:
 * memory 1 GB (GT 1030 class) to 1 TB (accelerator modules); bandwidth 10 GB/s (DDR3 integrated) to 40 TB/s; the whole memory is read
 * between once every two seconds (big unified pools) and 150 times a second (small fast cards); 16-bit compute 0.05 to 10 000 TFLOPS.
 */
const MEMORY = { least: GB, most: 1024 * GB };
const BANDWIDTH = { least: 10 * GB, most: 40_000 * GB };
const READS_PER_SECOND = { least: 0.5, most: 150 };
const COMPUTE = { least: 0.05e12, most: 10_000e12 };
/** A measured copy does not beat the nominal figure by more than rounding; young drivers reach less than half of it. */
const MEASURED_SHARE = { least: 0.4, most: 1.02 };
const VISIBLE_SHARE = { least: 0.8, most: 1.01 };

export const devicePlausible: EntryRule<'devices'> = {
  id: 'device-plausible',
  level: 'error',
  scope: 'entry',
  section: 'devices',
  description: 'Memory, bandwidth and compute of a device lie where hardware lies, and fit each other.',
  examples: {
    good: files({ 'devices/a.yaml': { devices: [sample('devices', { computeCapability: '8.9' })] } }),
    bad: files({ 'devices/a.yaml': { devices: [sample('devices', { bandwidthBytesPerSecond: '1000 MB/s' })] } }),
  },
  check: findImplausible,
};

interface Band {
  readonly least: number;
  readonly most: number;
}

const outside = (value: number, band: Band): boolean => value < band.least || value > band.most;

function* findImplausible({ value }: LintEntry<'devices'>): Iterable<LintReport> {
  for (const [index, size] of value.memoryOptionsBytes.entries()) {
    if (outside(size, MEMORY)) yield report(['memoryOptionsBytes', index], `${size / GB} GB of memory`);
  }
  const bandwidth = value.bandwidthBytesPerSecond;
  const memory = value.memoryOptionsBytes;
  if (bandwidth !== undefined) yield* checkBandwidth(bandwidth, memory);
  const measured = value.measuredBandwidthBytesPerSecond;
  if (measured !== undefined && bandwidth !== undefined && outside(measured / bandwidth, MEASURED_SHARE)) {
    yield report(['measuredBandwidthBytesPerSecond'], `${percent(measured / bandwidth)} of the nominal bandwidth`);
  }
  for (const key of ['fp16OperationsPerSecond', 'int8OperationsPerSecond', 'fp8OperationsPerSecond'] as const) {
    const operations = value[key];
    if (operations !== undefined && outside(operations, COMPUTE))
      yield report([key], `${operations / 1e12} × 10^12 operations a second`);
  }
  if (
    value.visibleBytes !== undefined &&
    memory.every((size) => outside((value.visibleBytes ?? 0) / size, VISIBLE_SHARE))
  ) {
    yield report(['visibleBytes'], `${value.visibleBytes / GB} GB visible beside the nominal memory`);
  }
  if (value.computeCapability !== undefined && value.vendor !== 'nvidia')
    yield report(['computeCapability'], 'a CUDA capability on another vendor');
  if (value.gfx !== undefined && value.vendor !== 'amd' && value.vendor !== 'hygon')
    yield report(['gfx'], 'a gfx name on another vendor');
}

function* checkBandwidth(bandwidth: number, memory: readonly number[]): Iterable<LintReport> {
  const at = ['bandwidthBytesPerSecond'];
  if (outside(bandwidth, BANDWIDTH)) yield report(at, `${bandwidth / GB} GB/s`);
  else if (memory.length > 0 && memory.every((size) => outside(bandwidth / size, READS_PER_SECOND))) {
    yield report(at, `${bandwidth / GB} GB/s for ${memory.map((size) => size / GB).join(', ')} GB`);
  }
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function report(at: readonly (string | number)[], what: string): LintReport {
  return { at, message: `${what} is not plausible`, tip: 'check the figure and its unit (GB = 10^9, GiB = 2^30)' };
}
