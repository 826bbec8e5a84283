import { type DeviceSpec, type Finding, finding } from '../domain/hardware.ts';
import { type Bytes, bytes, GIB, gib } from '../units/quantities.ts';
import { normalizeName, shortDeviceName } from './normalize-name.ts';
import type { GpuText } from './parse-gpu.ts';
import { type DeviceMatch, isSoldWith, resolveDevice } from './resolve-device.ts';

/** A described group of equal devices, looked up. */
export interface Identified {
  readonly spec: DeviceSpec;
  /** Devices, not cards: one MI250 is two. */
  readonly count: number;
  /** Nominal memory of one device; of an SoC, its RAM. */
  readonly memoryBytes: Bytes;
  /** RAM that comes with the device; null for cards. */
  readonly ramBytes: Bytes | null;
  /** Part of the RAM the GPU may use, where the text says so (`Strix Halo 128GB:96GiB`). */
  readonly shareBytes: Bytes | null;
  readonly findings: readonly Finding[];
}

export interface Problem {
  readonly code:
    | 'bad-gpu'
    | 'bad-ram'
    | 'gpu-unknown'
    | 'gpu-ambiguous'
    | 'memory-needed'
    | 'memory-unknown-size'
    | 'memory-clash'
    | 'several-machines';
  readonly message: string;
  readonly suggestions: readonly string[];
}

type Asked = Extract<GpuText, { readonly kind: 'ok' }>;
type Identification =
  | { readonly kind: 'ok'; readonly value: Identified }
  | { readonly kind: 'error'; readonly problems: readonly Problem[] };

const fail = (code: Problem['code'], message: string, suggestions: readonly string[] = []): Identification => ({
  kind: 'error',
  problems: [{ code, message, suggestions }],
});

/** Looks a typed name up and settles its memory. `toldRam` is the machine's RAM where the user gave it. */
export function identify(asked: Asked, toldRam: Bytes | null, devices: readonly DeviceSpec[]): Identification {
  const named = normalizeName(asked.name).memoryGib;
  const byId = devices.find((spec) => spec.id === asked.name);
  const match: DeviceMatch =
    byId === undefined ? lookUp(asked, named, devices) : { kind: 'found', spec: byId, alternatives: [] };
  if (match.kind === 'unknown') return unknownName(asked.name, named, match.suggestions, devices);
  const candidates = match.kind === 'found' ? [match.spec] : match.candidates;
  // The size narrows further: after the colon, or for an SoC the RAM of the machine.
  const size = named === null ? asked.memoryBytes : gib(named);
  const hint = size ?? (candidates.every((spec) => spec.unified) ? toldRam : null);
  const sized = hint === null ? candidates : candidates.filter((spec) => isNearOption(spec, hint));
  const sizes = new Set(sized.flatMap((spec) => spec.memoryOptionsBytes));
  const [first, ...rest] = sized;
  if (first === undefined)
    return fail('memory-unknown-size', wrongSize(asked.name, hint, candidates), optionTexts(candidates));
  const unified = sized.every((spec) => spec.unified);
  if (hint === null && sizes.size > 1 && unified) {
    return fail('memory-needed', `"${asked.name}" was sold with ${sizeList(sizes)}: say which`, optionTexts(sized));
  }
  // A card whose size is not said is taken as the smallest of its name, then the slowest: what fits there fits on the others too.
  const least = (candidate: DeviceSpec): number => (hint === null ? Math.min(...candidate.memoryOptionsBytes) : 0);
  const spec = rest.reduce(
    (chosen, other) => ((least(other) - least(chosen) || compareSpeed(other, chosen)) < 0 ? other : chosen),
    first,
  );
  const others = match.kind === 'found' ? match.alternatives : sized.filter((other) => other !== spec);
  return settle(asked, { named, hint, toldRam }, spec, others);
}

/** With the size after the colon the name may be one that an alias knows: `A100:80GiB` is `A100 80GB`. */
function lookUp(asked: Asked, named: number | null, devices: readonly DeviceSpec[]): DeviceMatch {
  if (asked.memoryBytes !== null && named === null) {
    const withSize = resolveDevice({ model: `${asked.name} ${asked.memoryBytes / GIB}GB` }, devices);
    if (withSize.kind !== 'unknown') return withSize;
  }
  return resolveDevice({ model: asked.name }, devices);
}

function settle(
  asked: Asked,
  {
    named,
    hint,
    toldRam,
  }: { readonly named: number | null; readonly hint: Bytes | null; readonly toldRam: Bytes | null },
  spec: DeviceSpec,
  others: readonly DeviceSpec[],
): Identification {
  const sizes = [...spec.memoryOptionsBytes].sort((a, b) => a - b);
  const option = hint === null ? (sizes[0] ?? null) : optionFor(spec, hint);
  const largerSizes = hint === null ? sizes.slice(1).map((size) => `${spec.name} ${size / GIB} GiB`) : [];
  const alternatives = [
    ...(others.some((other) => differs(spec, other)) ? others.map((other) => other.name) : []),
    ...largerSizes,
  ];
  const findings =
    alternatives.length > 0
      ? [
          finding('device-variant-assumed', 'warning', {
            device: asked.name,
            assumed: spec.name,
            others: alternatives.join(', '),
          }),
        ]
      : [];
  const memory = option ?? toldRam;
  if (memory === null) {
    return fail(
      'memory-needed',
      `${spec.name} uses the machine's RAM: say how much, with --ram or like "${asked.name} 32GB"`,
    );
  }
  return {
    kind: 'ok',
    value: {
      spec,
      count: asked.count * (spec.devicesPerCard ?? 1),
      memoryBytes: memory,
      ramBytes: spec.unified ? memory : null,
      shareBytes: spec.unified && named !== null ? asked.memoryBytes : null,
      findings,
    },
  };
}

/** A size in GiB as sold, or RAM as an operating system shows it (down to 8 % less). */
function isNearOption(spec: DeviceSpec, size: Bytes): boolean {
  return spec.memoryOptionsBytes.length === 0 || isSoldWith(spec, size / GIB) || optionFor(spec, size) !== null;
}

/** The size this row was sold with that `size` means; `size` itself where the RAM decides. */
function optionFor(spec: DeviceSpec, size: Bytes): Bytes | null {
  if (spec.memoryOptionsBytes.length === 0) return size;
  const perCard = spec.devicesPerCard ?? 1;
  const card = spec.memoryOptionsBytes.find((option) => perCard > 1 && Math.abs(option * perCard - size) < GIB / 2);
  const exact = spec.memoryOptionsBytes.find((option) => Math.abs(option - size) < GIB / 2);
  const shown = spec.unified
    ? spec.memoryOptionsBytes.find((option) => size < option && size >= 0.92 * option)
    : undefined;
  const named = card ?? exact ?? shown;
  if (named !== undefined) return named;
  // An alias may carry the size on the box where the driver shows less (B200 192GB).
  const [only, ...rest] = spec.memoryOptionsBytes;
  return only !== undefined && rest.length === 0 && only < size && only >= 0.9 * size ? only : null;
}

/** Of versions that differ in speed only the slowest is taken: an estimate must not promise what the machine may lack. */
function compareSpeed(a: DeviceSpec, b: DeviceSpec): number {
  return (
    (a.bandwidthBytesPerSecond ?? 0) - (b.bandwidthBytesPerSecond ?? 0) ||
    (a.fp16OperationsPerSecond ?? 0) - (b.fp16OperationsPerSecond ?? 0) ||
    (a.cores ?? 0) - (b.cores ?? 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

const differs = (a: DeviceSpec, b: DeviceSpec): boolean =>
  a.bandwidthBytesPerSecond !== b.bandwidthBytesPerSecond || a.fp16OperationsPerSecond !== b.fp16OperationsPerSecond;

/** An unknown name may be a known one with a size it never had: that is the better thing to say. */
function unknownName(
  name: string,
  named: number | null,
  suggestions: readonly string[],
  devices: readonly DeviceSpec[],
): Identification {
  if (named !== null) {
    const bare = name.replace(/[\s(-]*\d+(\.\d+)?\s*(gib|gb|g)\b\)?/i, '').trim();
    const match = bare === '' ? undefined : resolveDevice({ model: bare }, devices);
    const known = match?.kind === 'found' ? [match.spec] : match?.kind === 'ambiguous' ? match.candidates : [];
    if (known.length > 0) return fail('memory-unknown-size', wrongSize(bare, gib(named), known), optionTexts(known));
  }
  return fail('gpu-unknown', `the catalog knows no GPU "${name}"`, suggestions);
}

function wrongSize(name: string, size: Bytes | null, candidates: readonly DeviceSpec[]): string {
  const sizes = new Set(candidates.flatMap((spec) => spec.memoryOptionsBytes));
  return `"${name}" was not sold with ${gibText(size ?? bytes(0))} but with ${sizeList(sizes)}`;
}

const gibText = (value: number): string => `${Math.round((value / GIB) * 10) / 10} GiB`;

const sizeList = (sizes: ReadonlySet<Bytes>): string =>
  [...sizes]
    .toSorted((a, b) => a - b)
    .map(gibText)
    .join(' or ');

/** What to type instead: every device with every size. */
function optionTexts(specs: readonly DeviceSpec[]): readonly string[] {
  const texts = specs.flatMap((spec) =>
    spec.memoryOptionsBytes.map((size) => `${shortDeviceName(spec.name)}:${Math.round(size / GIB)}GiB`),
  );
  return [...new Set(texts)];
}
