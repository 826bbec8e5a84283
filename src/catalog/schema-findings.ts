import * as z from 'zod';
import { didYouMean } from './did-you-mean.ts';
import type { CatalogFinding, SchemaCheck } from './finding.ts';
import type { NodePath, YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;

/** Checks `value`, which stands at `at` in `file`: the parsed value, or every issue as a finding with its place. */
export function checkSchema<T>(
  schema: z.ZodType<T>,
  value: unknown,
  file: YamlFile,
  at: NodePath,
): { readonly value: T } | { readonly findings: readonly CatalogFinding[] } {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { value: result.data };
  const findings: CatalogFinding[] = [];
  for (const issue of flatten(result.error.issues)) findings.push(...toFindings(issue, schema, file, at));
  return { findings };
}

/** Of a union that matched nothing, only the branch that came closest is worth reading. */
function flatten(issues: readonly Issue[], prefix: NodePath = []): readonly Issue[] {
  return issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path.map(toStep)];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
    const branches = issue.errors.map((errors) => flatten(errors, path));
    const scalars = branches.every((branch) => branch.length === 1 && branch[0]?.path.length === path.length);
    if (scalars) return [{ ...issue, path }];
    return branches.reduce((best, branch) => (mismatch(branch) < mismatch(best) ? branch : best));
  });
}

/** Smaller is closer: wrong `kind`s and unknown keys weigh more than a wrong value deep inside. */
function mismatch(branch: readonly Issue[]): number {
  const depth = Math.max(...branch.map((issue) => issue.path.length));
  return branch.length * 10 - depth + branch.filter((issue) => issue.code === 'unrecognized_keys').length * 5;
}

const toStep = (step: PropertyKey): string | number => (typeof step === 'number' ? step : String(step));

function toFindings(issue: Issue, schema: z.ZodType, file: YamlFile, at: NodePath): readonly CatalogFinding[] {
  const inner = issue.path.map(toStep);
  const path = [...at, ...inner];
  const finding = (
    rule: SchemaCheck,
    place: { readonly line: number; readonly column: number },
    message: string,
    tip?: string,
  ): CatalogFinding => ({
    file: file.path,
    ...place,
    level: 'error',
    rule,
    message,
    ...(tip === undefined ? {} : { tip }),
  });
  const name = showPath(inner);
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, inner);
    return issue.keys.map((key) =>
      finding(
        'unknown-key',
        file.locateKey([...path, key]),
        `unknown key "${key}"${inner.length > 0 ? ` in ${name}` : ''}`,
        didYouMean(key, known) ?? listed(known),
      ),
    );
  }
  if (isMissing(issue, file, path)) {
    const parent = showPath(inner.slice(0, -1));
    const key = String(inner.at(-1) ?? '');
    return [
      finding(
        'missing-key',
        file.locate(path.slice(0, -1)),
        `missing key "${key}"${parent === '' ? '' : ` in ${parent}`}`,
      ),
    ];
  }
  const place = file.locate(path);
  const label = name === '' ? '' : `${name}: `;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const received = String(issue.input);
    return [
      finding(
        'wrong-value',
        place,
        `${label}${show(issue.input)} is not one of ${values.join(', ')}`,
        didYouMean(received, values),
      ),
    ];
  }
  if (issue.code === 'invalid_type') {
    const quote =
      issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input)
        ? 'write it in quotes'
        : undefined;
    return [finding('wrong-type', place, `${label}expected ${issue.expected}, received ${kindOf(issue.input)}`, quote)];
  }
  if (issue.code === 'invalid_union' && 'discriminator' in issue && issue.discriminator !== undefined) {
    const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
    return [
      finding(
        'wrong-value',
        place,
        `${label}${show(issue.input)} is not one of ${options.join(', ') || 'the known kinds'}`,
        didYouMean(String(issue.input), options),
      ),
    ];
  }
  if (issue.code === 'invalid_union') {
    const expected = [
      ...new Set(issue.errors.flat().map((error) => ('expected' in error ? String(error.expected) : error.message))),
    ];
    return [finding('wrong-type', place, `${label}expected ${expected.join(' or ')}, received ${kindOf(issue.input)}`)];
  }
  return [finding('wrong-value', place, `${label}${lowerFirst(issue.message)}`)];
}

/** The key is not in the file at all; an explicit `null` is a wrong type instead. */
function isMissing(issue: Issue, file: YamlFile, path: NodePath): boolean {
  if (issue.input !== undefined || typeof path.at(-1) !== 'string') return false;
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_value' && issue.code !== 'invalid_union') return false;
  return file.document.getIn([...path], true) === undefined;
}

/** Keys that the schema knows at `path`, over all branches that may stand there. */
function knownKeys(schema: z.ZodType, path: NodePath): readonly string[] {
  let nodes: readonly JsonSchema[] = [jsonSchemaOf(schema)];
  const root = nodes[0];
  const open = (node: JsonSchema): readonly JsonSchema[] => {
    const target = node.$ref === undefined ? node : root && dereference(root, node.$ref);
    return target === undefined
      ? []
      : [target, ...[...(target.anyOf ?? []), ...(target.oneOf ?? []), ...(target.allOf ?? [])].flatMap(open)];
  };
  for (const step of path) {
    nodes = nodes.flatMap(open).flatMap((node) => {
      const child = typeof step === 'number' ? node.items : (node.properties?.[step] ?? node.additionalProperties);
      return typeof child === 'object' ? [child] : [];
    });
  }
  return [...new Set(nodes.flatMap(open).flatMap((node) => Object.keys(node.properties ?? {})))];
}

interface JsonSchema {
  readonly $ref?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

const jsonSchemas = new WeakMap<z.ZodType, JsonSchema>();

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const cached = jsonSchemas.get(schema);
  if (cached !== undefined) return cached;
  const made = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }) as JsonSchema;
  jsonSchemas.set(schema, made);
  return made;
}

function dereference(root: JsonSchema, ref: string): JsonSchema | undefined {
  return ref === '#' ? root : root.definitions?.[ref.replace('#/definitions/', '')];
}

function showPath(path: NodePath): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}

const listed = (keys: readonly string[]): string | undefined =>
  keys.length === 0 ? undefined : `known keys: ${keys.join(', ')}`;

const show = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : String(value));

const lowerFirst = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);

function kindOf(value: unknown): string {
  if (value === null) return 'null (nothing after the colon?)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return value === undefined ? 'nothing' : `${typeof value} ${JSON.stringify(value)}`;
}
