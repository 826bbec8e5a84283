import { compose } from './detectors/compose.ts';
import { dockerfile } from './detectors/dockerfile.ts';
import { docs } from './detectors/docs.ts';
import { envFile } from './detectors/env-file.ts';
import { ggufDump } from './detectors/gguf-dump.ts';
import { hubUri } from './detectors/hub-uri.ts';
import { javascript } from './detectors/javascript.ts';
import { jsonConfig } from './detectors/json-config.ts';
import { knownId } from './detectors/known-id.ts';
import { litellm } from './detectors/litellm.ts';
import { modelCard } from './detectors/model-card.ts';
import { modelConfig } from './detectors/model-config.ts';
import { modelfile } from './detectors/modelfile.ts';
import { notebook } from './detectors/notebook.ts';
import { python } from './detectors/python.ts';
import { shell } from './detectors/shell.ts';
import { terraform } from './detectors/terraform.ts';
import { tomlConfig } from './detectors/toml-config.ts';
import { trainingConfig } from './detectors/training-config.ts';
import { workflow } from './detectors/workflow.ts';
import { yamlConfig } from './detectors/yaml-config.ts';
import type { Detector } from './types.ts';

/** Every detector. Where two see the same place, the earlier one has said what it is: the special before the general. */
export const DETECTORS = [
  modelfile,
  modelCard,
  modelConfig,
  compose,
  litellm,
  trainingConfig,
  workflow,
  envFile,
  dockerfile,
  shell,
  python,
  javascript,
  notebook,
  terraform,
  tomlConfig,
  yamlConfig,
  jsonConfig,
  docs,
  ggufDump,
  hubUri,
  knownId,
] as const satisfies readonly Detector[];
