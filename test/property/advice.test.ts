import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { recommend } from '../../src/advisor/recommend.ts';
import type { RecommendOptions } from '../../src/advisor/request.ts';
import type { Catalog } from '../../src/domain/catalog.ts';
import type { DeviceLedger, MemoryParts } from '../../src/domain/memory.ts';
import type { Recommendation, RecommendResult } from '../../src/domain/result.ts';
import { describeMachine, machineNamed, TOOL, theCatalog } from '../fixtures/catalog.ts';
import { MACHINES } from '../fixtures/machines.ts';

let catalog: Catalog;
beforeAll(async () => {
  catalog = await theCatalog();
});

const ALL = 10_000;
const WORKLOADS: readonly RecommendOptions[] = [
  { license: 'any' },
  { useCase: 'code', contextTokens: 32_768, license: 'permissive' },
  { useCase: 'chat', languages: ['zh', 'en'], users: 16, contextTokens: 8192 },
  { useCase: 'agent', contextTokens: 65_536 },
  { useCase: 'vision' },
  { useCase: 'reasoning', users: 4, contextTokens: 16_384 },
];

const ask = (machine: string, options: RecommendOptions): RecommendResult =>
  recommend(options, { catalog, hardware: machineNamed(machine, catalog), tool: TOOL });
const idsOf = (result: RecommendResult): readonly string[] => result.recommendations.map((item) => item.model.id);
const partSum = (parts: MemoryParts): number => Object.values(parts).reduce((sum, part) => sum + part, 0);
const ledgersOf = (item: Recommendation): readonly DeviceLedger[] => [...item.memory.devices, item.memory.host];

describe('every recommendation on every machine', () => {
  it.each(MACHINES.map((machine) => [machine.name, machine] as const))('%s', (_name, machine) => {
    const hardware = describeMachine(machine, catalog);
    for (const options of WORKLOADS) {
      const result = recommend({ ...options, limit: ALL }, { catalog, hardware, tool: TOOL });
      expect(result.recommendations.length + result.rejections.total).toBe(catalog.models.length);
      for (const item of result.recommendations) checkRecommendation(item, result, catalog);
    }
  });
});

function checkRecommendation(item: Recommendation, { request }: RecommendResult, { models }: Catalog): void {
  const model = models.find((candidate) => candidate.id === item.model.id);
  const where = `${item.model.id} ${item.quantization.id} ${item.engine.id}`;
  expect(model?.role, where).not.toBe('base');
  if (request.useCase === 'vision') expect(model?.modalities, where).toContain('vision');
  if (request.useCase === 'agent') expect(model?.capabilities.tools, where).toBe('yes');
  for (const language of request.languages) expect(['native', 'supported'], where).toContain(item.languages[language]);
  for (const ledger of ledgersOf(item)) {
    expect(partSum(ledger.parts), where).toBe(ledger.totalBytes.typical);
    expect(ledger.totalBytes.low, where).toBeLessThanOrEqual(ledger.totalBytes.typical);
    expect(ledger.totalBytes.typical, where).toBeLessThanOrEqual(ledger.totalBytes.high);
    // The promise of the tool: even the high end fits into what may be used.
    expect(ledger.totalBytes.high, `${where} on ${ledger.id}`).toBeLessThanOrEqual(ledger.usableBytes);
  }
  expect(item.score, where).toBeGreaterThanOrEqual(0);
  expect(item.score, where).toBeLessThanOrEqual(1);
  for (const criterion of item.criteria) {
    if (criterion.score === null) expect(criterion.weight, `${where} ${criterion.id}`).toBe(0);
    else expect(criterion.score >= 0 && criterion.score <= 1, `${where} ${criterion.id} ${criterion.score}`).toBe(true);
  }
  const line = [item.launch.command, ...item.launch.args].join(' ');
  expect(line, where).not.toMatch(/undefined|null|NaN|\[object/);
  expect(item.launch.artifact.ref, where).not.toBe('');
  expect(`${line} ${JSON.stringify(item.launch.env)}`, where).toMatch(/127\.0\.0\.1/);
}

describe('answers', () => {
  const machines = fc.constantFrom(...MACHINES.map((machine) => machine.name));
  const workloads = fc.constantFrom(...WORKLOADS);

  it('a short answer is the beginning of the full one', () => {
    fc.assert(
      fc.property(machines, workloads, fc.integer({ min: 1, max: 12 }), (machine, options, k) => {
        const full = ask(machine, { ...options, limit: ALL });
        const short = ask(machine, { ...options, limit: k });
        expect(idsOf(short)).toEqual(idsOf(full).slice(0, k));
        expect(short.recommendations.map((item) => item.score)).toEqual(
          full.recommendations.slice(0, k).map((item) => item.score),
        );
        expect(full.rejections.unplaced).toBe(0);
        for (const [code, count] of Object.entries(short.rejections.byCode)) {
          expect(count, code).toBeLessThanOrEqual(short.rejections.total);
        }
        const outranked = short.rejections.considered - short.rejections.total;
        expect(short.recommendations.length + short.rejections.unplaced).toBeLessThanOrEqual(outranked);
        expect(short.rejections.total).toBeLessThanOrEqual(full.rejections.total);
        expect(idsOf(ask(machine, { ...options, limit: k + 1 })).slice(0, k)).toEqual(idsOf(short));
      }),
      { numRuns: 12 },
    );
  });

  it('do not depend on the order of the catalog', () => {
    fc.assert(
      fc.property(machines, workloads, fc.infiniteStream(fc.nat()), (machine, options, randomness) => {
        const shuffle = <T>(rows: readonly T[]): readonly T[] =>
          [...rows]
            .map((row) => ({ row, key: randomness.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row);
        const shuffled: Catalog = {
          ...catalog,
          models: shuffle(catalog.models),
          devices: shuffle(catalog.devices),
          engines: shuffle(catalog.engines),
          licenses: shuffle(catalog.licenses),
          quantizations: shuffle(catalog.quantizations),
        };
        const hardware = machineNamed(machine, catalog);
        expect(JSON.stringify(recommend(options, { catalog: shuffled, hardware, tool: TOOL }))).toBe(
          JSON.stringify(recommend(options, { catalog, hardware, tool: TOOL })),
        );
      }),
      { numRuns: 10 },
    );
  });

  it('a stricter license policy never adds a model', () => {
    const strictness = ['permissive', 'commercial', 'any'] as const;
    fc.assert(
      fc.property(machines, workloads, (machine, options) => {
        const sets = strictness.map((license) => new Set(idsOf(ask(machine, { ...options, license, limit: ALL }))));
        for (const [i, looser] of sets.entries()) {
          for (const stricter of sets.slice(0, i)) for (const id of stricter) expect(looser.has(id), id).toBe(true);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('a longer context, more users or a higher floor never adds a model', () => {
    fc.assert(
      fc.property(
        machines,
        fc.constantFrom('chat', 'code'),
        fc.integer({ min: 1, max: 5 }),
        (machine, useCase, step) => {
          const easy: RecommendOptions = {
            useCase,
            contextTokens: 8192,
            users: 1,
            promptTokens: 1024,
            outputTokens: 512,
            limit: ALL,
          };
          const base = new Set(idsOf(ask(machine, easy)));
          const harder: readonly RecommendOptions[] = [
            { contextTokens: 8192 * 2 ** step },
            { users: 1 + 3 * step },
            { minTokensPerSecond: 10 * step },
          ];
          for (const change of harder)
            for (const id of idsOf(ask(machine, { ...easy, ...change })))
              expect(base.has(id), `${id} ${JSON.stringify(change)}`).toBe(true);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('a model that is dropped from the tail changes nothing above it', () => {
    fc.assert(
      fc.property(machines, workloads, (machine, options) => {
        const full = ask(machine, { ...options, limit: ALL });
        const last = full.recommendations.at(-1);
        if (last === undefined) return;
        const fewer: Catalog = { ...catalog, models: catalog.models.filter((model) => model.id !== last.model.id) };
        const hardware = machineNamed(machine, catalog);
        expect(idsOf(recommend({ ...options, limit: ALL }, { catalog: fewer, hardware, tool: TOOL }))).toEqual(
          idsOf(full).slice(0, -1),
        );
      }),
      { numRuns: 10 },
    );
  });
});
