import { hubArtifact } from './artifact.ts';
import type { EngineModule } from './contract.ts';
import { accessEnv, servedName, visibleDevices } from './launch-parts.ts';
import { pagedSettings } from './settings.ts';

/** SGLang's server. Flags as of python/sglang/srt/server_args.py, version in `catalog/engines/sglang.yaml`. */
export const sglang: EngineModule = {
  id: 'sglang',
  holds: 'devices',
  defaults: pagedSettings,
  artifact: hubArtifact,
  launch: (input) => {
    const { engine, model, placement, settings, artifact } = input;
    return {
      command: 'python3',
      args: [
        ...['-m', 'sglang.launch_server', '--model-path', artifact.ref, '--served-model-name', servedName(model)],
        ...['--host', '127.0.0.1', '--port', String(engine.port), '--tp', String(placement.tensorParallel)],
        ...(placement.pipelineParallel > 1 ? ['--pp', String(placement.pipelineParallel)] : []),
        ...[
          '--context-length',
          String(settings.contextTokens),
          '--mem-fraction-static',
          String(settings.gpuMemoryUtilization),
        ],
        ...[
          '--max-running-requests',
          String(settings.maxNumSeqs),
          '--chunked-prefill-size',
          String(settings.maxBatchedTokens),
        ],
        ...(settings.kvCacheTypeK === 'fp8' ? ['--kv-cache-dtype', 'fp8_e4m3'] : []),
      ],
      env: { ...accessEnv(model), ...visibleDevices(input.machine, placement) },
      files: [],
      prepare: [],
      after: [],
      baseUrl: `http://127.0.0.1:${engine.port}/v1`,
      artifact,
    };
  },
};
