import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { ModelReference } from '../../src/domain/reference.ts';
import { scanContext } from '../../src/scan/context.ts';
import { DETECTORS } from '../../src/scan/registry.ts';
import { scanText } from '../../src/scan/scan-text.ts';
import type { Detector, Example } from '../../src/scan/types.ts';

const catalog = await loadCatalog();
const context = scanContext(catalog.models);
const detectors: readonly Detector[] = DETECTORS;

/** `scheme:id`; `?scheme` for what stays unresolved. */
const nameOf = ({ scheme, id, tag, state }: ModelReference): string =>
  state === 'unresolved' ? `?${scheme}` : `${scheme}:${scheme === 'ollama' || tag === undefined ? id : id}`;

describe.each(detectors.map((detector) => [detector.id, detector] as const))('detector %s', (_, detector) => {
  const goods: readonly Example[] = detector.good;
  it.each(goods)('finds in $file: $text', ({ file, text, expect: wanted }) => {
    expect(scanText(file, text, context).references.map(nameOf).sort()).toEqual([...wanted].sort());
  });

  it.each(detector.bad)('leaves alone $file: $text', ({ file, text }) => {
    const loud = scanText(file, text, context).references.filter(
      ({ kind, state }) => kind !== 'mention' && state !== 'hosted',
    );
    expect(loud.map(nameOf)).toEqual([]);
  });
});

describe('detectors', () => {
  it('have unique ids, and look-alikes to tell apart', () => {
    expect(new Set(detectors.map(({ id }) => id)).size).toBe(detectors.length);
    expect(detectors.filter(({ bad }) => bad.length === 0).map(({ id }) => id)).toEqual([]);
    // What only an option turns on has no example that is found without it.
    expect(detectors.filter(({ good }) => good.length === 0).map(({ id }) => id)).toEqual(['docs']);
  });
});
