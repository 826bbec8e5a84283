import type { AdviceInput } from '../advisor/context.ts';
import type { RecommendOptions } from '../advisor/request.ts';
import { formatFinding } from '../catalog/finding.ts';
import { type LoadOptions, loadCatalog, loadDetailedCatalog } from '../catalog/load.ts';
import type { DetailedCatalog } from '../catalog/overlay.ts';
import type { Catalog } from '../domain/catalog.ts';
import type { Hardware } from '../domain/hardware.ts';
import { AdvisorError } from '../domain/problem.ts';
import { recogniseHardware } from '../hardware/plain-snapshot.ts';
import type { Io } from './io.ts';
import type { CommonOptions } from './options.ts';
import { TOOL } from './version.ts';

/** Catalog and hardware for one command; reading the machine and the catalog overlap. */
export async function openSession(options: CommonOptions, io: Io): Promise<AdviceInput> {
  const catalog = openCatalog(options, io);
  const hardware = loadMachine(options, io, catalog);
  // Whichever fails first is reported; the other must not become an unhandled rejection.
  const [loaded, machine] = await Promise.all([catalog, hardware]);
  return { catalog: loaded, hardware: machine, tool: TOOL };
}

/** Some machine other than this one is meant. */
export function isDescribed({ hardware, gpu, ram, cpu }: CommonOptions): boolean {
  return [hardware, gpu, ram, cpu].some((option) => option !== undefined);
}

export async function loadMachine(options: CommonOptions, io: Io, catalog: Promise<Catalog>): Promise<Hardware> {
  const described = options.gpu !== undefined || options.ram !== undefined || options.cpu !== undefined;
  if (options.hardware !== undefined && described) {
    throw new AdvisorError('usage', [
      {
        code: 'conflicting-machine',
        message: '--hardware cannot be combined with --gpu, --ram or --cpu',
        remedy: 'use the snapshot, or describe the machine',
      },
    ]);
  }
  if (options.hardware !== undefined) return readHardware(options.hardware, io);
  if (described) return describe(options, await catalog);
  return detectHere(io, catalog);
}

/** The catalog with the user's overlays; what they replace is said on stderr. */
export function openCatalog(options: CommonOptions, io: Io): Promise<Catalog> {
  return loadCatalog(loadOptions(options, io));
}

/** The same with what stands behind its entries. */
export function openDetailedCatalog(options: CommonOptions, io: Io): Promise<DetailedCatalog> {
  return loadDetailedCatalog(loadOptions(options, io));
}

function loadOptions(options: CommonOptions, io: Io): LoadOptions {
  return {
    overlays: options.catalog ?? [],
    onFinding: (finding) => io.stderr.write(`${formatFinding(finding)}\n`),
  };
}

async function readHardware(path: string, io: Io): Promise<Hardware> {
  const text = path === '-' ? await io.readStdin() : await readInput(path, io);
  const recognised = recogniseHardware(parseJson(text));
  if (recognised !== undefined) return recognised;
  const { readSnapshot } = await import('../hardware/snapshot.ts');
  const read = readSnapshot(text, path === '-' ? '<stdin>' : path);
  if (read.kind === 'error') throw new AdvisorError('input-file', read.findings);
  return read.hardware;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is wrong with it is said by the full reader.
    return undefined;
  }
}

/** A file the user named; unreadable is exit 3, like unreadable content. */
export async function readInput(path: string, io: Io): Promise<string> {
  const file = await io.readFile(path);
  if (file.kind === 'ok') return file.text;
  throw new AdvisorError('input-file', [
    {
      code: 'unreadable-file',
      file: path,
      message: `cannot read ${path}: ${file.message}`,
      remedy: 'check the path and its permissions',
    },
  ]);
}

async function describe(options: CommonOptions, catalog: Catalog): Promise<Hardware> {
  const { describeHardware } = await import('../hardware/describe.ts');
  const described = describeHardware(
    {
      gpus: options.gpu ?? [],
      ...(options.ram === undefined ? {} : { ram: options.ram }),
      ...(options.cpu === undefined ? {} : { cpu: options.cpu }),
    },
    catalog,
  );
  if (described.kind === 'ok') return described.hardware;
  const remedy = described.suggestions.length > 0 ? `did you mean ${described.suggestions.join(' or ')}?` : undefined;
  throw new AdvisorError('usage', [
    { code: 'bad-machine', message: described.message, ...(remedy === undefined ? {} : { remedy }) },
  ]);
}

async function detectHere(io: Io, catalog: Promise<Catalog>): Promise<Hardware> {
  const { detectHardware } = await import('../hardware/detect.ts');
  const { devices, hosts } = await catalog;
  const { hardware } = await detectHardware(await io.host(), { devices, hosts });
  return requireMemory(hardware);
}

/** Without RAM there is nothing to judge against. */
export function requireMemory(hardware: Hardware): Hardware {
  if (hardware.memory.totalBytes !== null || hardware.devices.some((device) => device.capacityBytes !== null))
    return hardware;
  throw new AdvisorError('no-machine', [
    {
      code: 'machine-unreadable',
      message: 'the memory of this machine could not be read',
      remedy: 'describe it: --ram 32GiB --gpu "RTX 4090"; llm-advisor doctor shows what was tried',
    },
  ]);
}

/** Options of `recommend`, `why` and `compare` as commander gives them. */
export interface NeedFlags {
  readonly useCase?: string;
  readonly language?: readonly string[];
  readonly context?: number;
  readonly users?: number;
  readonly promptTokens?: number;
  readonly outputTokens?: number;
  readonly maxTtft?: number;
  readonly minSpeed?: number;
  readonly license?: string;
  readonly engine?: readonly string[];
  readonly quantization?: readonly string[];
  readonly family?: readonly string[];
  readonly where?: string;
  readonly limit?: number;
}

/** From flag names to the request's own; a license that is no built-in policy but looks like a file is read. */
export async function toRecommendOptions(flags: NeedFlags, catalog: Catalog, io: Io): Promise<RecommendOptions> {
  const license = flags.license === undefined ? undefined : await resolveLicense(flags.license, catalog, io);
  return dropUndefined({
    useCase: flags.useCase,
    languages: flags.language,
    contextTokens: flags.context,
    users: flags.users,
    promptTokens: flags.promptTokens,
    outputTokens: flags.outputTokens,
    maxTimeToFirstTokenSeconds: flags.maxTtft,
    minTokensPerSecond: flags.minSpeed,
    license,
    engines: flags.engine,
    quantizations: flags.quantization,
    families: flags.family,
    where: flags.where,
    limit: flags.limit,
  });
}

async function resolveLicense(name: string, catalog: Catalog, io: Io): Promise<RecommendOptions['license']> {
  if (catalog.policies.some((policy) => policy.name === name.toLowerCase())) return name;
  if (!/[./\\]/.test(name)) return name;
  const { readPolicy } = await import('../catalog/policy-file.ts');
  const read = readPolicy(await readInput(name, io), name, catalog);
  if (read.kind === 'error') throw new AdvisorError('input-file', read.problems);
  return read.policy;
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

export function dropUndefined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
