import * as z from 'zod';
import type { AdviceInput } from '../advisor/context.ts';
import { plan } from '../advisor/plan.ts';
import type { PlanOptions } from '../advisor/plan-request.ts';
import type { Catalog } from '../domain/catalog.ts';
import { AdvisorError, type Problem } from '../domain/problem.ts';
import { SCHEMA_VERSION } from '../domain/schema-version.ts';
import { describeHardware } from '../hardware/describe.ts';
import { readSnapshot } from '../hardware/snapshot.ts';
import { format as formatJson } from '../report/formats/json.ts';
import type { Outcome } from './command.ts';
import { EXIT } from './exit.ts';
import type { Io } from './io.ts';
import type { CommonOptions } from './options.ts';
import { dropUndefined, loadMachine, openCatalog, readInput } from './session.ts';
import { TOOL } from './version.ts';

const count = z.int().nonnegative();

/** One line of `plan --batch`. Values are checked against catalog and bounds by the planner itself; here only names and types. */
const BatchLineSchema = z
  .strictObject({
    id: z.union([z.string(), z.number()]).optional().meta({ description: 'echoed in the answer' }),
    model: z.string(),
    engine: z.string().optional(),
    quantization: z.string().optional(),
    contextTokens: count.optional(),
    users: count.optional(),
    kvCacheType: z.string().optional(),
    kvCacheTypeK: z.string().optional(),
    kvCacheTypeV: z.string().optional(),
    batchTokens: count.optional(),
    ubatchTokens: count.optional(),
    parallelSequences: count.optional(),
    kvUnified: z.boolean().optional(),
    logitsReserve: z.string().optional(),
    kvOffload: z.boolean().optional(),
    flashAttention: z.string().optional(),
    slidingWindowFull: z.boolean().optional(),
    gpuLayers: z.union([count, z.literal('all')]).optional(),
    cpuMoeLayers: count.optional(),
    tensorParallel: count.optional(),
    pipelineParallel: count.optional(),
    gpuMemoryUtilization: z.number().optional(),
    maxNumSeqs: count.optional(),
    maxBatchedTokens: count.optional(),
    promptTokens: count.optional(),
    outputTokens: count.optional(),
    hardware: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'the hardware part of detect --json, or the whole of it' }),
    gpus: z.array(z.string()).optional().meta({ description: 'described accelerators, as for --gpu' }),
    ram: z.string().optional(),
    cpu: z.string().optional(),
  })
  .meta({ id: 'planBatchLine' });

/** Answers every line; a bad one gives an error object on its line and the rest go on. Exit 3 when any line was bad, else 0. */
export async function runBatch(path: string, options: CommonOptions, io: Io): Promise<Outcome> {
  const catalog = await openCatalog(options, io);
  const text = path === '-' ? await io.readStdin() : await readInput(path, io);
  // The machine is read once, and only if some line needs it.
  let machine: Promise<AdviceInput['hardware']> | undefined;
  const fallback = () => {
    machine ??= loadMachine(options, io, Promise.resolve(catalog));
    return machine;
  };
  const answers: string[] = [];
  let bad = 0;
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const answer = await answerLine(line, i + 1, path === '-' ? '<stdin>' : path, catalog, fallback);
    if (answer.kind === 'bad') bad++;
    answers.push(answer.text);
  }
  return {
    output: answers.map((answer) => `${answer}\n`).join(''),
    exitCode: bad > 0 ? EXIT.inputFile : EXIT.answered,
  };
}

type Answer = { readonly kind: 'ok' | 'bad'; readonly text: string };

async function answerLine(
  line: string,
  number: number,
  file: string,
  catalog: Catalog,
  fallback: () => Promise<AdviceInput['hardware']>,
): Promise<Answer> {
  try {
    const { id, hardware, gpus, ram, cpu, ...fields } = parseLine(line, number, file);
    const machine = await chooseHardware({ hardware, gpus, ram, cpu }, catalog, file, number, fallback);
    const result = plan(dropUndefined(fields) as PlanOptions, { catalog, hardware: machine, tool: TOOL });
    return {
      kind: 'ok',
      text: oneLine(formatJson(result, { format: 'json', locale: 'en', width: 80, color: 0, ascii: false }), id),
    };
  } catch (error) {
    if (!(error instanceof AdvisorError)) throw error;
    const details = error.problems.map((problem) => ({ ...problem, file, line: number }));
    const body = {
      code: error.problems[0]?.code ?? error.kind,
      message: error.problems.map((problem) => problem.message).join('; '),
      details,
    };
    const answer = { ...idOf(line), schemaVersion: SCHEMA_VERSION, line: number, error: body };
    return { kind: 'bad', text: JSON.stringify(answer) };
  }
}

/** The id of a request that may be wrong in everything else. */
function idOf(line: string): { readonly id?: unknown } {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'id' in value ? { id: value.id } : {};
  } catch {
    return {};
  }
}

function parseLine(line: string, number: number, file: string): z.infer<typeof BatchLineSchema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new AdvisorError('input-file', [
      {
        code: 'bad-json',
        file,
        line: number,
        message: `not JSON: ${(error as Error).message}`,
        remedy: 'one JSON object a line',
      },
    ]);
  }
  const parsed = BatchLineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AdvisorError(
    'input-file',
    parsed.error.issues.map(
      (issue): Problem => ({
        code: 'bad-request',
        message: `${issue.path.length === 0 ? 'request' : issue.path.join('.')}: ${issue.message}`,
      }),
    ),
  );
}

interface LineMachine {
  readonly hardware?: Record<string, unknown> | undefined;
  readonly gpus?: readonly string[] | undefined;
  readonly ram?: string | undefined;
  readonly cpu?: string | undefined;
}

async function chooseHardware(
  { hardware, gpus, ram, cpu }: LineMachine,
  catalog: Catalog,
  file: string,
  line: number,
  fallback: () => Promise<AdviceInput['hardware']>,
) {
  if (hardware !== undefined) {
    const read = readSnapshot(JSON.stringify(hardware), `${file}:${line}`);
    if (read.kind === 'error') throw new AdvisorError('input-file', read.findings);
    return read.hardware;
  }
  if (gpus === undefined && ram === undefined && cpu === undefined) return fallback();
  const described = describeHardware({ gpus: gpus ?? [], ...dropUndefined({ ram, cpu }) }, catalog);
  if (described.kind === 'ok') return described.hardware;
  const remedy =
    described.suggestions.length > 0 ? { remedy: `did you mean ${described.suggestions.join(' or ')}?` } : {};
  throw new AdvisorError('usage', [{ code: 'bad-machine', message: described.message, ...remedy }]);
}

/** The JSON answer on one line, with the request's own id in front. */
function oneLine(text: string, id: string | number | undefined): string {
  const value = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify(id === undefined ? value : { id, ...value });
}
