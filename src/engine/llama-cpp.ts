import { ggufArtifact } from './artifact.ts';
import type { EngineModule, LaunchInput } from './contract.ts';
import { accessEnv, servedName, visibleDevices } from './launch-parts.ts';
import { slotSettings } from './settings.ts';

/** llama-server. Flags as of tools/server/README.md, version in `catalog/engines/llama.cpp.yaml`. */
export const llamaCpp: EngineModule = {
  id: 'llama.cpp',
  holds: 'devices-and-ram',
  defaults: slotSettings,
  artifact: ggufArtifact,
  launch: (input) => ({
    command: 'llama-server',
    args: [...artifactArgs(input), ...serverArgs(input)],
    env: { ...accessEnv(input.model), ...visibleDevices(input.machine, input.placement) },
    files: [],
    prepare: [],
    after: [],
    baseUrl: `http://127.0.0.1:${input.engine.port}/v1`,
    artifact: input.artifact,
  }),
};

function artifactArgs({ artifact, quantization }: LaunchInput): readonly string[] {
  if (artifact.publishedBy === 'convert') return ['-m', artifact.ref];
  return ['-hf', `${artifact.ref}:${quantization.id.replace(/^GGUF-/, '')}`];
}

function serverArgs({ engine, model, placement, settings }: LaunchInput): readonly string[] {
  const layers = placement.layersByDevice.length;
  const perSequence = settings.contextScope === 'per-sequence' ? settings.parallelSequences : 1;
  const split = placement.kind === 'cpu' ? [] : splitArgs(placement.layersByDevice, layers);
  return [
    ...['--alias', servedName(model), '--host', '127.0.0.1', '--port', String(engine.port)],
    ...['-c', String(settings.contextTokens * perSequence), '-np', String(settings.parallelSequences)],
    ...(settings.kvUnified ? ['-kvu'] : []),
    ...['-b', String(settings.batchTokens), '-ub', String(settings.ubatchTokens)],
    ...['-ngl', placement.kind === 'cpu' ? '0' : String(placement.gpuLayers)],
    ...(placement.kind === 'cpu' ? ['--device', 'none'] : []),
    ...(placement.cpuMoeLayers > 0 ? ['--n-cpu-moe', String(placement.cpuMoeLayers)] : []),
    ...split,
    ...['-fa', settings.flashAttention, '-ctk', settings.kvCacheTypeK, '-ctv', settings.kvCacheTypeV],
    ...(settings.kvOffload ? [] : ['--no-kv-offload']),
    ...(settings.slidingWindowFull ? ['--swa-full'] : []),
    // The fit was computed here: the engine must not shrink the context on its own.
    ...['--fit', 'off', '--jinja'],
  ];
}

function splitArgs(layersByDevice: readonly number[], devices: number): readonly string[] {
  return devices > 1 ? ['-sm', 'layer', '-ts', layersByDevice.join(',')] : [];
}
