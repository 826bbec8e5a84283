import type { Catalog } from '../domain/catalog.ts';
import type { EngineId, EngineSpec } from '../domain/engine.ts';
import type { Hardware } from '../domain/hardware.ts';
import type { LicenseSpec } from '../domain/license.ts';
import type { KvCacheType, Machine } from '../domain/memory.ts';
import type { ModelSpec } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';
import type { Envelope } from '../domain/result.ts';
import { SCHEMA_VERSION } from '../domain/schema-version.ts';
import { toMachine } from '../hardware/machine.ts';
import { compareText } from './rank.ts';
import type { ResolvedRequest } from './request.ts';

/** Everything an answer is computed from. */
export interface AdviceInput {
  readonly catalog: Catalog;
  readonly hardware: Hardware;
  readonly tool: Envelope['tool'];
}

/** The input with its look-ups and the request resolved: what gates, criteria and ranking read. */
export interface AdviceContext extends AdviceInput, ResolvedRequest {
  readonly machine: Machine;
  /** Asked cache type; the engine's default when absent. */
  readonly kvCacheType?: KvCacheType;
  readonly models: ReadonlyMap<string, ModelSpec>;
  readonly licenses: ReadonlyMap<string, LicenseSpec>;
  readonly engines: readonly EngineSpec[];
  readonly quantizations: ReadonlyMap<string, Quantization>;
}

export function envelope(input: AdviceInput): Envelope {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: input.tool,
    catalog: { version: input.catalog.version, sha256: input.catalog.sha256 },
  };
}

export function makeContext(input: AdviceInput, resolved: ResolvedRequest): AdviceContext {
  const { catalog, hardware } = input;
  const asked: readonly EngineId[] = resolved.request.engines;
  return {
    ...input,
    ...resolved,
    machine: toMachine(hardware, catalog),
    models: byId(catalog.models),
    licenses: byId(catalog.licenses),
    // In order of id: what is said first must not depend on the order of the catalog.
    engines: catalog.engines
      .filter((engine) => asked.length === 0 || asked.includes(engine.id))
      .sort((a, b) => compareText(a.id, b.id)),
    quantizations: byId(catalog.quantizations),
  };
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
