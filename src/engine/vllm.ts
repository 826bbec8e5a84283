import type { KvCacheType } from '../domain/memory.ts';
import { hubArtifact } from './artifact.ts';
import type { EngineModule, LaunchInput } from './contract.ts';
import { gate } from './gates.ts';
import { accessEnv, servedName, visibleDevices } from './launch-parts.ts';
import { pagedSettings } from './settings.ts';

/** vLLM's OpenAI server. Flags as of docs.vllm.ai, version in `catalog/engines/vllm.yaml`. */
export const vllm: EngineModule = {
  id: 'vllm',
  holds: 'devices',
  defaults: pagedSettings,
  artifact: hubArtifact,
  launch: (input) => ({
    command: 'vllm',
    args: ['serve', input.artifact.ref, ...serverArgs(input)],
    env: { ...accessEnv(input.model), ...visibleDevices(input.machine, input.placement) },
    files: [],
    prepare: [],
    after: [],
    baseUrl: `http://127.0.0.1:${input.engine.port}/v1`,
    artifact: input.artifact,
  }),
};

function serverArgs(input: LaunchInput): readonly string[] {
  const { engine, model, placement, quantization, settings } = input;
  return [
    ...['--served-model-name', servedName(model), '--host', '127.0.0.1', '--port', String(engine.port)],
    ...['--dtype', dtypeOf(input), '--max-model-len', String(settings.contextTokens)],
    ...[
      '--gpu-memory-utilization',
      String(settings.gpuMemoryUtilization),
      '--max-num-seqs',
      String(settings.maxNumSeqs),
    ],
    ...[
      '--max-num-batched-tokens',
      String(settings.maxBatchedTokens),
      '--kv-cache-dtype',
      kvCacheDtype(settings.kvCacheTypeK),
    ],
    ...['--tensor-parallel-size', String(placement.tensorParallel)],
    ...(placement.pipelineParallel > 1 ? ['--pipeline-parallel-size', String(placement.pipelineParallel)] : []),
    // Checkpoints that are already quantized say so themselves; only on-the-fly quantization needs the flag.
    ...(quantization.format === 'bnb' ? ['--quantization', 'bitsandbytes'] : []),
  ];
}

/** 7.x devices have no bfloat16 units: the gate's fallback is half precision. */
function dtypeOf({ engine, machine, placement, quantization }: LaunchInput): 'auto' | 'half' {
  const used = machine.devices.filter((device) => placement.devices.includes(device.id));
  return used.some((device) => gate(engine, quantization.kernel, device).note === 'bf16-as-fp16') ? 'half' : 'auto';
}

/** vLLM's spelling of a cache type. */
function kvCacheDtype(type: KvCacheType): string {
  const names: Partial<Record<KvCacheType, string>> = { fp8: 'fp8', bf16: 'bfloat16' };
  return names[type] ?? 'auto';
}
