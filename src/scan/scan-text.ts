import type { ModelArtifact, ModelReference, ReferenceKind, ScanFinding, TextPosition } from '../domain/reference.ts';
import { classify, toReference, type Variables } from './classify.ts';
import { variablesOf } from './recognise/variables.ts';
import { DETECTORS } from './registry.ts';
import { type SourceFile, sourceFile } from './text/source-file.ts';
import type { Candidate, Detector, ScanContext, TextScan } from './types.ts';

/** More references than that in one file are a table, not settings. */
const MAX_REFERENCES = 5_000;

/** Cheap test before anything is parsed: what loads or serves a model has one of these words about it. */
const KEYWORDS =
  /model|llama|hugging|\bhf[ :_./-]|-hf|pretrained|pipeline|transformer|gguf|vllm|litgpt|storageuri|repo_id|tokenizer|general\.|litellm|sglang|embed|mlc|mistral|\btune\s|\blms\s|\bswift\s|adapter|preset|lora|_download/i;
/** What the sweeps look for, which read any text. */
const ID = /[\w.-]\/[\w.-]/;
const SWEEPS: readonly Detector[] = DETECTORS.filter(({ id }) => id === 'hub-uri' || id === 'known-id');
/** Files that are read whatever they say. */
const ALWAYS = /(?:^|\/)[^/]*modelfile[^/]*$/i;

/** Model references, artifacts and findings of one file. Pure; the path only says which detectors read it. */
export function scanText(path: string, text: string, context: ScanContext): TextScan {
  const isWorthy = KEYWORDS.test(text) || ALWAYS.test(path);
  if (!isWorthy && !ID.test(text)) return { references: [], artifacts: [], findings: [] };
  return scanFile(sourceFile(path, text, context.includeComments === true), context, isWorthy ? DETECTORS : SWEEPS);
}

/** The same with chosen detectors. */
function scanFile(file: SourceFile, context: ScanContext, detectors: readonly Detector[]): TextScan {
  const artifacts: ModelArtifact[] = [];
  const findings: ScanFinding[] = [];
  const found: { readonly candidate: Candidate; readonly detector: string }[] = [];
  const reading = detectors.filter((detector) => detector.reads(file));
  for (const detector of reading) {
    const detection = detector.detect(file, context);
    artifacts.push(...(detection.artifacts ?? []));
    findings.push(...(detection.findings ?? []));
    for (const candidate of detection.candidates) found.push({ candidate, detector: detector.id });
  }
  if (reading.some((detector) => LINE_BASED.has(detector.id)))
    for (const line of file.longLines.slice(0, 5))
      findings.push({ code: 'line-too-long', file: file.path, line, args: {} });
  const variables: Variables = found.some(({ candidate }) => candidate.raw.includes('$'))
    ? variablesOf(file)
    : new Map();
  const used = new Set(
    found.flatMap(({ candidate }) => (candidate.assigns === undefined ? namesIn(candidate.raw) : [])),
  );
  const references: ModelReference[] = [];
  const taken = new Map<number, Spans>();
  for (const { candidate, detector } of found) {
    if (isTaken(taken, candidate)) continue;
    if (candidate.assigns !== undefined && used.has(candidate.assigns)) continue;
    if (candidate.claimed === true) {
      take(taken, candidate);
      continue;
    }
    const classified = classify(candidate, IN_CODE.has(detector) ? NO_VARIABLES : variables, context);
    if (classified === undefined) continue;
    take(taken, candidate);
    if (references.length >= MAX_REFERENCES) {
      findings.push({ code: 'too-many-references', file: file.path, args: { limit: MAX_REFERENCES } });
      break;
    }
    references.push(toReference(candidate, classified, file.path, detector));
  }
  return { references: fold(references), artifacts, findings };
}

/** Detectors for which lines are cut. */
const LINE_BASED: ReadonlySet<string> = new Set([
  'shell',
  'dockerfile',
  'yaml-config',
  'compose',
  'workflow',
  'toml-config',
  'terraform',
  'env-file',
]);

/** Programs have their own constants, which their detectors look up. */
const IN_CODE: ReadonlySet<string> = new Set(['python', 'javascript', 'notebook']);
const NO_VARIABLES: Variables = new Map();

const namesIn = (raw: string): readonly string[] =>
  [...raw.matchAll(/\$\{?\(?(?:env:)?(\w{1,100})/g)].map((match) => match[1] ?? '');

/** Columns of one line that a reference or a claim covers: sorted, and apart. */
type Spans = { readonly from: number; readonly to: number }[];

/** Where the span that begins last before or at a column stands; -1 without. */
function spanBefore(spans: Spans, column: number): number {
  let low = -1;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.from ?? 0) <= column) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isTaken(taken: ReadonlyMap<number, Spans>, { line, column }: Candidate): boolean {
  const spans = taken.get(line);
  return spans !== undefined && column < (spans[spanBefore(spans, column)]?.to ?? 0);
}

function take(taken: Map<number, Spans>, { line, column, raw, width = raw.length }: Candidate): void {
  const spans = taken.get(line) ?? [];
  taken.set(line, spans);
  spans.splice(spanBefore(spans, column) + 1, 0, { from: column, to: column + Math.max(width, 1) });
}

/** Loading outranks reading a tokenizer, and both outrank naming. */
const RANK: Readonly<Record<ReferenceKind, number>> = {
  use: 0,
  base: 0,
  'merge-base': 0,
  adapter: 0,
  draft: 0,
  tokenizer: 1,
  mention: 2,
};

/** One reference per model and file: the first place that loads it; the others become its occurrences. */
function fold(references: readonly ModelReference[]): readonly ModelReference[] {
  const groups = new Map<string, ModelReference[]>();
  for (const reference of [...references].sort(byPlace)) {
    const key =
      reference.id === null
        ? `${reference.scheme} ${reference.raw}`
        : `${reference.scheme} ${reference.id.toLowerCase()} ${reference.tag ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [reference]);
    else group.push(reference);
  }
  return [...groups.values()]
    .map((group) => {
      const best = Math.min(...group.map((reference) => RANK[reference.kind]));
      const main = group.find((reference) => RANK[reference.kind] === best);
      if (main === undefined || group.length === 1) return group[0] as ModelReference;
      const others = group
        .filter((reference) => reference !== main && RANK[reference.kind] < 2)
        .map(({ line, column }): TextPosition => ({ line, column }));
      return others.length === 0 ? main : { ...main, occurrences: others };
    })
    .sort(byPlace);
}

/** By file, line, column and id, in code units. */
export function byPlace(a: ModelReference, b: ModelReference): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.id ?? '', b.id ?? '') ||
    compare(a.raw, b.raw)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
