import * as z from 'zod';
import {
  type Bytes,
  type BytesPerSecond,
  bytes,
  bytesPerSecond,
  GIB,
  KIB,
  MIB,
  type Tokens,
  tokens,
} from '../../units/quantities.ts';

/** Where figures come from: one list for the whole entry, or pointers per group of fields (`context: …`, `license: …`). */
export type Sources = readonly string[] | Readonly<Record<string, string | readonly string[]>>;

/** A dated, explained permission to break one lint rule. One that is no longer needed is itself an error. */
export interface LintException {
  readonly rule: string;
  readonly reason: string;
  /** ISO date the exception was granted. */
  readonly date: string;
}

/** What an author may add to any entry beside the fields of its domain type. Goes into the cold part of the compiled catalog. */
export interface AuthoredExtras {
  readonly sources?: Sources;
  readonly notes?: string | readonly string[];
  readonly lintExceptions?: readonly LintException[];
}

export type Authored<T> = T & Omit<AuthoredExtras, keyof T>;

const BYTE_UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: KIB,
  mib: MIB,
  gib: GIB,
  tib: GIB * 1024,
};

const OPERATION_UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15 };

/** `24GiB`, `80 GB`, `512MiB` → whole bytes; undefined when it is no size. GB = 10^9, GiB = 2^30. */
export function parseSize(value: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?i?b)$/i.exec(value.trim());
  const unit = BYTE_UNITS[match?.[2]?.toLowerCase() ?? ''];
  return match === null || unit === undefined ? undefined : Math.round(Number(match[1]) * unit);
}

/** `1008 GB/s`, `0.9TB/s` → bytes a second. */
export function parseBandwidth(value: string): number | undefined {
  const match = /^(.*\S)\s*\/\s*s$/i.exec(value.trim());
  return match?.[1] === undefined ? undefined : parseSize(match[1]);
}

/** `165.2 TFLOPS`, `330 TOPS` → operations a second. */
export function parseOperations(value: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgtp]?)(?:flops|ops)$/i.exec(value.trim());
  const unit = OPERATION_UNITS[match?.[2]?.toLowerCase() ?? ' '];
  return match === null || unit === undefined ? undefined : Number((Number(match[1]) * unit).toPrecision(15));
}

/** `32768`, `32k` (= 32 × 1024), `1m` (= 1024 × 1024) → tokens. */
export function parseTokens(value: string): number | undefined {
  const match = /^(\d+)\s*([km])$/i.exec(value.trim());
  return match === null ? undefined : Number(match[1]) * (match[2]?.toLowerCase() === 'k' ? KIB : MIB);
}

/** A number, or a string with a unit that `parse` understands. */
function measured<T extends number>(
  plain: z.ZodType<number>,
  parse: (value: string) => number | undefined,
  make: (value: number) => T,
  meta: { readonly description: string; readonly examples: readonly (string | number)[] },
): z.ZodType<T> {
  return z
    .union([plain, z.string()])
    .transform((value, context): T => {
      const number = typeof value === 'number' ? value : parse(value);
      if (number !== undefined && number >= 0) return make(number);
      context.addIssue({
        code: 'custom',
        message: `expected a number or a text like ${meta.examples.map((example) => JSON.stringify(example)).join(' or ')}, received ${JSON.stringify(value)}`,
      });
      return z.NEVER;
    })
    .meta({ description: meta.description, examples: [...meta.examples] });
}

const whole = z.int().nonnegative();
const positive = z.number().positive();

export const sizeValue: z.ZodType<Bytes> = measured(whole, parseSize, bytes, {
  description: 'A size in bytes, or with a unit. GB = 10^9 bytes, GiB = 2^30 bytes.',
  examples: [25769803776, '24GiB', '80 GB'],
});

export const bandwidthValue: z.ZodType<BytesPerSecond> = measured(positive, parseBandwidth, bytesPerSecond, {
  description: 'Bytes per second, or with a unit.',
  examples: [1008000000000, '1008 GB/s'],
});

export const operationsValue: z.ZodType<number> = measured(positive, parseOperations, (value) => value, {
  description: 'Dense operations per second (no sparsity), or with a unit.',
  examples: [165200000000000, '165.2 TFLOPS', '330 TOPS'],
});

export const tokensValue: z.ZodType<Tokens> = measured(whole, parseTokens, tokens, {
  description: 'Tokens; 32k means 32 × 1024.',
  examples: [32768, '128k'],
});

export const text: z.ZodType<string> = z.string().trim().min(1);
export const idText: z.ZodType<string> = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._+/-]*$/, 'expected an id of letters, digits and . _ + / - only');
export const dateText: z.ZodType<string> = z
  .string()
  .regex(
    /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    'expected an ISO date such as "2025-04-28", "2025-04" or "2025" (in quotes)',
  )
  .meta({
    description: 'ISO date; year and month, or the year alone, where no day is known.',
    examples: ['2025-04-28', '2025-04'],
  });

const oneOrMore = z.union([text, z.array(text).min(1)]);

/** Shape of the fields every entry may carry beside its domain type. */
export const authoredExtras = {
  sources: z
    .union([z.array(text).min(1), z.record(z.string(), oneOrMore)])
    .exactOptional()
    .meta({
      description: 'Public sources: a list for the whole entry, or a map from group of fields to one or several.',
    }),
  notes: oneOrMore.exactOptional().meta({ description: 'What a reader should know about the figures.' }),
  lintExceptions: z
    .array(z.strictObject({ rule: text, reason: text, date: dateText }))
    .exactOptional()
    .meta({ description: 'Lint rules this entry may break, each with its reason and date.' }),
} as const;
