import type { WeightFormat } from '../domain/model.ts';
import { hubArtifact } from './artifact.ts';
import type { EngineModule, LaunchInput } from './contract.ts';
import { accessEnv, visibleDevices } from './launch-parts.ts';
import { pagedSettings } from './settings.ts';

/** Names of `--quantize` (huggingface/text-generation-inference@db931fcf, launcher). */
const QUANTIZE: Partial<Record<WeightFormat, string>> = {
  awq: 'awq',
  gptq: 'gptq',
  fp8: 'fp8',
  bnb: 'bitsandbytes-nf4',
};

/** Text Generation Inference in its container: kept for existing installations. */
export const tgi: EngineModule = {
  id: 'tgi',
  holds: 'devices',
  defaults: pagedSettings,
  artifact: hubArtifact,
  launch: (input) => ({
    command: 'docker',
    args: [...containerArgs(input), ...serverArgs(input)],
    env: { ...accessEnv(input.model), ...visibleDevices(input.machine, input.placement) },
    files: [],
    prepare: [],
    after: [],
    baseUrl: `http://127.0.0.1:${input.engine.port}/v1`,
    artifact: input.artifact,
  }),
};

function containerArgs({ engine, machine, placement, model }: LaunchInput): readonly string[] {
  const rocm = machine.devices.some((device) => placement.devices.includes(device.id) && device.backend === 'rocm');
  return [
    ...['run', '--rm', '--shm-size', '1g', '-p', `127.0.0.1:${engine.port}:80`, '-v', 'tgi-data:/data'],
    ...(rocm ? ['--device', '/dev/kfd', '--device', '/dev/dri', '--group-add', 'video'] : ['--gpus', 'all']),
    ...Object.keys({ ...accessEnv(model), ...visibleDevices(machine, placement) }).flatMap((name) => ['-e', name]),
    `ghcr.io/huggingface/text-generation-inference:${engine.version}${rocm ? '-rocm' : ''}`,
  ];
}

function serverArgs({ artifact, placement, quantization, settings }: LaunchInput): readonly string[] {
  const quantize = QUANTIZE[quantization.format];
  return [
    ...['--model-id', artifact.ref, '--num-shard', String(placement.tensorParallel)],
    ...(quantize === undefined ? [] : ['--quantize', quantize]),
    ...[
      '--max-input-tokens',
      String(Math.max(settings.contextTokens - 1, 1)),
      '--max-total-tokens',
      String(settings.contextTokens),
    ],
    ...['--max-batch-prefill-tokens', String(Math.max(settings.maxBatchedTokens, settings.contextTokens))],
    ...[
      '--max-concurrent-requests',
      String(settings.maxNumSeqs),
      '--cuda-memory-fraction',
      String(settings.gpuMemoryUtilization),
    ],
    ...(settings.kvCacheTypeK === 'fp8' ? ['--kv-cache-dtype', 'fp8_e4m3fn'] : []),
  ];
}
