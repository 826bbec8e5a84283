import type { ComputeDevice } from '../../domain/memory.ts';

/** CUDA compute capability to generation, newest first: lower bound inclusive. */
const CUDA_GENERATIONS: readonly (readonly [number, string])[] = [
  [12, 'blackwell'],
  [10, 'blackwell-dc'],
  [9, 'hopper'],
  [8.9, 'ada'],
  [8.6, 'ampere'],
  [8, 'ampere-dc'],
  [7.5, 'turing'],
  [7, 'volta'],
  [6, 'pascal'],
  [5, 'maxwell'],
];

/** gfx name prefix to generation, longest match first (AMD's own naming, LLVM AMDGPU usage guide). */
const GFX_GENERATIONS: readonly (readonly [string, string])[] = [
  ['gfx950', 'cdna4'],
  ['gfx94', 'cdna3'],
  ['gfx90a', 'cdna2'],
  ['gfx908', 'cdna1'],
  ['gfx906', 'vega20'],
  ['gfx90', 'vega'],
  ['gfx101', 'rdna1'],
  ['gfx103', 'rdna2'],
  ['gfx115', 'rdna3.5'],
  ['gfx11', 'rdna3'],
  ['gfx12', 'rdna4'],
  ['gfx8', 'polaris'],
];

function appleGeneration(name: string): string | null {
  const match = /\bM(\d+)(?:\s+(Pro|Max|Ultra))?\b/i.exec(name);
  if (!match) return null;
  return match[2]?.toLowerCase() === 'ultra' ? `m${match[1]}-ultra` : `m${match[1]}`;
}

function normalise(generation: string): string {
  return generation
    .toLowerCase()
    .replace(/\s*(lovelace|architecture|\(.*\))\s*/g, '')
    .replace(/\s+/g, '');
}

/** Key of the generation factors in the calibration tables; null when nothing names it. */
export function generationOf(device: ComputeDevice): string | null {
  if (device.computeCapability !== null) {
    const value = Number.parseFloat(device.computeCapability);
    const row = CUDA_GENERATIONS.find(([from]) => value >= from);
    if (row) return row[1];
  }
  if (device.gfx !== null) {
    const gfx = device.gfx.toLowerCase();
    const row = GFX_GENERATIONS.find(([prefix]) => gfx.startsWith(prefix));
    if (row) return row[1];
  }
  if (device.vendor === 'apple')
    return appleGeneration(device.name) ?? (device.generation ? normalise(device.generation) : null);
  return device.generation ? normalise(device.generation) : null;
}
