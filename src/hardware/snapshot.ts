import * as z from 'zod';
import { hardware as hardwareOutput } from '../catalog/schema/output-hardware.ts';
import type { Hardware } from '../domain/hardware.ts';
import type { Problem } from '../domain/problem.ts';
import { VENDORS } from '../domain/vendors.ts';
import { positionAt, positionOf } from './json-position.ts';

export type SnapshotRead =
  | { readonly kind: 'ok'; readonly hardware: Hardware }
  | { readonly kind: 'error'; readonly findings: readonly Problem[] };

const SCHEMA_MAJOR = '1';
const REMEDY = 'write it again with: llm-advisor detect --json > machine.json';

/** What we print, except that the sentences of findings may be missing and a vendor must be one of ours. */
const SnapshotSchema = hardwareOutput.extend({
  devices: z
    .array(hardwareOutput.shape.devices.element.extend({ vendor: z.enum(VENDORS) }))
    .refine((devices) => new Set(devices.map((device) => device.id)).size === devices.length, {
      error: 'two devices have the same id',
    }),
  pools: z.array(hardwareOutput.shape.pools.element.extend({ vendor: z.enum(VENDORS) })),
  findings: z.array(hardwareOutput.shape.findings.element.extend({ text: z.string().optional() })),
});

/**
 * Reads a machine written by `detect --json`: the whole answer of any command, or its `hardware` part alone. Every finding
 * carries the file, the line, the path inside the document and a remedy.
 */
export function readSnapshot(text: string, file: string): SnapshotRead {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { kind: 'error', findings: [syntaxProblem(text, file, (error as Error).message)] };
  }
  const wrapped = isRecord(json) && 'hardware' in json;
  const prefix: readonly PropertyKey[] = wrapped ? ['hardware'] : [];
  const problem = (code: string, path: readonly PropertyKey[], message: string, remedy = REMEDY): Problem => ({
    code,
    file,
    message,
    remedy,
    ...positionOf(text, path),
  });
  if (!isRecord(json)) return { kind: 'error', findings: [problem('bad-snapshot', [], 'a machine is a JSON object')] };
  if (typeof json.schemaVersion === 'string' && json.schemaVersion.split('.')[0] !== SCHEMA_MAJOR) {
    const message = `schemaVersion ${json.schemaVersion} is not ${SCHEMA_MAJOR}.x`;
    return { kind: 'error', findings: [problem('snapshot-version', ['schemaVersion'], message)] };
  }
  if (!wrapped && !('memory' in json || 'devices' in json || 'system' in json)) {
    const message = 'no machine in this file: neither a hardware part nor the parts of one';
    return { kind: 'error', findings: [problem('bad-snapshot', [], message)] };
  }
  const read = SnapshotSchema.safeParse(wrapped ? json.hardware : json, { reportInput: true });
  if (!read.success) {
    return {
      kind: 'error',
      findings: grouped(read.error.issues).map(({ path, message }) =>
        problem('bad-snapshot', [...prefix, ...path], `${pathText([...prefix, ...path]) || 'the machine'}: ${message}`),
      ),
    };
  }
  return { kind: 'ok', hardware: { ...(read.data as unknown as Hardware), origin: 'snapshot' } };
}

/** Keys missing from one object make one finding. */
function grouped(
  issues: readonly z.core.$ZodIssue[],
): readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  const missing = new Map<string, { readonly path: readonly PropertyKey[]; readonly keys: string[] }>();
  const others: { readonly path: readonly PropertyKey[]; readonly message: string }[] = [];
  for (const issue of issues) {
    if (!isMissing(issue)) {
      others.push({ path: issue.path, message: issue.message });
      continue;
    }
    const path = issue.path.slice(0, -1);
    const entry = missing.get(pathText(path)) ?? { path, keys: [] };
    entry.keys.push(String(issue.path.at(-1)));
    missing.set(pathText(path), entry);
  }
  return [...[...missing.values()].map(({ path, keys }) => ({ path, message: `lacks ${keys.join(', ')}` })), ...others];
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return (
    issue.path.length > 0 &&
    (issue.code === 'invalid_type' || issue.code === 'invalid_value') &&
    issue.input === undefined
  );
}

function syntaxProblem(text: string, file: string, message: string): Problem {
  const offset = /position (\d+)/.exec(message)?.[1];
  const place = /line (\d+) column (\d+)/.exec(message);
  const position =
    offset !== undefined
      ? positionAt(text, Number(offset))
      : place
        ? { line: Number(place[1]), column: Number(place[2]) }
        : positionAt(text, text.length);
  return {
    code: 'bad-json',
    file,
    message: text.trim() === '' ? 'the file is empty' : `not JSON: ${message}`,
    remedy: REMEDY,
    ...position,
  };
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
    .join('');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
