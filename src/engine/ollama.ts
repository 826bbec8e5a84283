import type { ModelSpec } from '../domain/model.ts';
import type { Quantization } from '../domain/quantization.ts';
import { ggufArtifact } from './artifact.ts';
import type { Artifact, EngineModule, LaunchInput } from './contract.ts';
import { servedName, visibleDevices } from './launch-parts.ts';
import { slotSettings } from './settings.ts';

/** Ollama. Environment and Modelfile keys as of ollama/ollama@fb30760. */
export const ollama: EngineModule = {
  id: 'ollama',
  holds: 'devices-and-ram',
  defaults: slotSettings,
  artifact: ollamaArtifact,
  launch: (input) => {
    const name = `${servedName(input.model)}-advised`;
    const source = sourceOf(input.artifact, input.quantization);
    return {
      command: 'ollama',
      args: ['serve'],
      env: serverEnv(input),
      files: [{ path: 'Modelfile', content: modelfile(input, source) }],
      prepare: [],
      after: [
        { command: 'ollama', args: ['pull', source] },
        { command: 'ollama', args: ['create', name, '-f', 'Modelfile'] },
        { command: 'ollama', args: ['run', name] },
      ],
      baseUrl: `http://127.0.0.1:${input.engine.port}/v1`,
      artifact: input.artifact,
    };
  },
};

/** The library's own quantization of a bare tag (ollama/ollama docs/import.md: Q4_K_M); other mixes come from a GGUF repository. */
const LIBRARY_QUANTIZATION = 'Q4_K_M';

function ollamaArtifact(model: ModelSpec, quantization: Quantization): Artifact | null {
  const gguf = ggufArtifact(model, quantization);
  if (gguf !== null) return gguf;
  const tag = model.engines.ollama?.tag;
  if (tag === undefined) return null;
  const native =
    model.nativePrecision === 'mxfp4' && quantization.kernel === 'gguf' && quantization.speedClass === 'MXFP4';
  return native || quantization.id === LIBRARY_QUANTIZATION
    ? { kind: 'ollama', ref: tag, publishedBy: 'community' }
    : null;
}

function sourceOf(artifact: Artifact, quantization: Quantization): string {
  return artifact.kind === 'ollama' ? artifact.ref : `hf.co/${artifact.ref}:${quantization.id.replace(/^GGUF-/, '')}`;
}

function serverEnv({ engine, machine, placement, settings }: LaunchInput): Readonly<Record<string, string>> {
  return {
    OLLAMA_HOST: `127.0.0.1:${engine.port}`,
    OLLAMA_CONTEXT_LENGTH: String(settings.contextTokens),
    OLLAMA_NUM_PARALLEL: String(settings.parallelSequences),
    OLLAMA_FLASH_ATTENTION: settings.flashAttention === 'on' ? '1' : '0',
    OLLAMA_KV_CACHE_TYPE: settings.kvCacheTypeK,
    ...visibleDevices(machine, placement),
  };
}

function modelfile({ placement, settings }: LaunchInput, source: string): string {
  const lines = [
    `FROM ${source}`,
    `PARAMETER num_ctx ${settings.contextTokens}`,
    `PARAMETER num_batch ${settings.batchTokens}`,
    `PARAMETER num_gpu ${placement.kind === 'cpu' ? 0 : placement.gpuLayers}`,
  ];
  return `${lines.join('\n')}\n`;
}
