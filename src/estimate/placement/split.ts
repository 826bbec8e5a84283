import type { ComputeDevice } from '../../domain/memory.ts';

/**
 * llama.cpp's own split: layers and the output matrix in proportion to free memory, in device order
 * (ggml-org/llama.cpp src/llama-model.cpp, load_tensors). Returns layers per device, the output counted on the last one that gets any.
 */
export function proportionalSplit(
  devices: readonly ComputeDevice[],
  layers: number,
  withOutput: boolean,
): readonly number[] {
  const total = devices.reduce((sum, device) => sum + device.usableBytes, 0);
  const bounds: number[] = [];
  let sum = 0;
  for (const device of devices) {
    sum += device.usableBytes;
    bounds.push(total > 0 ? sum / total : 1);
  }
  const slots = layers + (withOutput ? 1 : 0);
  const counts = devices.map(() => 0);
  for (let layer = 0; layer < layers; layer += 1) {
    const at = bounds.findIndex((bound) => bound > layer / slots);
    const index = at < 0 ? devices.length - 1 : at;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}
