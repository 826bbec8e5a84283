import { hubArtifact } from './artifact.ts';
import type { EngineModule } from './contract.ts';
import { accessEnv } from './launch-parts.ts';
import { slotSettings } from './settings.ts';

/** MLX-LM's server on Apple silicon (ml-explore/mlx-lm@d78bf58 mlx_lm/SERVER.md). The cache grows with use; there is no context flag. */
export const mlxLm: EngineModule = {
  id: 'mlx-lm',
  holds: 'devices',
  defaults: slotSettings,
  artifact: hubArtifact,
  launch: ({ engine, model, artifact }) => ({
    command: 'mlx_lm.server',
    args: ['--model', artifact.ref, '--host', '127.0.0.1', '--port', String(engine.port)],
    env: accessEnv(model),
    files: [],
    prepare: [],
    after: [],
    baseUrl: `http://127.0.0.1:${engine.port}/v1`,
    artifact,
  }),
};
