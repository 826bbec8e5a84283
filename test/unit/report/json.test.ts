import { expect, it } from 'vitest';
import type { AnyResult } from '../../../src/domain/result.ts';
import { formatJson } from '../../../src/report/formats/json.ts';
import { AS_IS, project } from '../../../src/report/formats/json-shape.ts';
import { ALL_RESULTS, recommendResult } from '../../fixtures/results.ts';

/** The same value with all keys of all objects the other way round. */
function reversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reversed) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  ) as T;
}

it('writes keys in the order of the shape, leaves out what it does not know and keeps what is absent absent', () => {
  expect(
    JSON.stringify(
      project({ b: 1, a: { d: 2, c: null }, x: 3 } as { a: { c: null; d: number }; b: number }, {
        a: { c: AS_IS, d: AS_IS },
        b: AS_IS,
      }),
    ),
  ).toBe('{"a":{"c":null,"d":2},"b":1}');
});

it('does not depend on the order in which a result was put together', () => {
  const outline = (text: string): string[] => Object.keys(JSON.parse(text) as object);
  for (const result of Object.values(ALL_RESULTS) as AnyResult[]) {
    expect(outline(formatJson(reversed(result)))).toEqual(outline(formatJson(result)));
  }
  const pick = (text: string): object => (JSON.parse(text) as { recommendations: object[] }).recommendations[0] ?? {};
  expect(Object.keys(pick(formatJson(reversed(recommendResult()))))).toEqual(
    Object.keys(pick(formatJson(recommendResult()))),
  );
});

it('adds English text to every code', () => {
  const json = JSON.parse(formatJson(recommendResult())) as {
    recommendations: {
      reasons: { text: string }[];
      license: { obligations: { text: string }[]; findings: { text: string }[] };
    }[];
    hardware: { findings: { text: string }[] };
  };
  expect(json.recommendations[0]?.reasons[0]).toEqual({
    code: 'fits-whole',
    args: { device: 'gpu0', headroomBytes: 6549825126 },
    weight: 'for',
    text: 'Fits whole on NVIDIA GeForce RTX 4090, with 6.1 GiB to spare',
  });
  expect(json.recommendations[1]?.license.obligations.map(({ text }) => text)).toEqual([
    'Show "Built with Example"',
    'Keep to the acceptable use policy',
  ]);
  expect(json.recommendations[1]?.license.findings[0]?.text).toBe(
    'Whether example-community permits this depends on your monthly active users (2)',
  );
  expect(json.hardware.findings[0]?.text).toBe(
    'The integrated AMD Raphael is not counted beside NVIDIA GeForce RTX 4090',
  );
});

it('shows a finding of a newer snapshot by its code', () => {
  const result = recommendResult();
  const unknown = {
    code: 'invented',
    level: 'warning',
    args: { device: 'x', bytes: 1 },
  } as unknown as (typeof result.hardware.findings)[number];
  const text = formatJson({ ...result, hardware: { ...result.hardware, findings: [unknown] } });
  expect(text).toContain('"text": "Invented device=x bytes=1"');
});
