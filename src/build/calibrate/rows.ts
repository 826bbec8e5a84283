import type { Catalog } from '../../domain/catalog.ts';
import type { EngineId } from '../../domain/engine.ts';
import type { Backend, DeviceSpec } from '../../domain/hardware.ts';
import type { ComputeDevice, KvCacheType } from '../../domain/memory.ts';
import type { ModelSpec } from '../../domain/model.ts';
import type { Quantization, TensorType } from '../../domain/quantization.ts';
import { cacheShape } from '../../estimate/kv-cache.ts';
import { describeModel, type ModelFeatures } from '../../estimate/speed/model-features.ts';
import { layoutWeights } from '../../quantization/weights.ts';
import { computeDevice } from './devices.ts';

type Cell = string | number | boolean | null | undefined;
type Record_ = Readonly<Record<string, Cell>>;

/** One measurement with everything a prediction needs, resolved against the catalog. */
export interface Row {
  readonly kind: 'decode' | 'prefill' | 'serving';
  readonly file: string;
  readonly engine: EngineId;
  readonly backend: Backend;
  readonly device: ComputeDevice | null;
  readonly devices: number;
  readonly model: ModelSpec;
  readonly quantization: Quantization;
  readonly features: ModelFeatures;
  readonly cells: Record_;
}

export interface ResolvedRows {
  readonly rows: readonly Row[];
  /** What kept a row out, with counts. */
  readonly skipped: ReadonlyMap<string, number>;
}

export interface MeasurementFile {
  readonly id: string;
  readonly rows: readonly Record_[];
}

/** Below this share of the expected size a file is not the model it names (pruned, or another mix). */
const SMALLEST_SHARE = 0.6;

export function numberIn(cells: Record_, key: string): number | null {
  const value = cells[key];
  return typeof value === 'number' ? value : null;
}

function textIn(cells: Record_, key: string): string | null {
  const value = cells[key];
  return typeof value === 'string' ? value : null;
}

/**
 * Features with weights brought to the size of the file that was measured: mixes of one name differ between publishers. What a
 * file of native 4-bit experts has beyond the expected size lies in the tensors around the experts.
 */
function scaledFeatures(
  model: ModelSpec,
  quantization: Quantization,
  types: readonly TensorType[],
  fileBytes: number | null,
): ModelFeatures | null {
  const layout = layoutWeights(model.architecture, quantization, types);
  const scale = fileBytes === null ? 1 : fileBytes / layout.tensorBytes;
  if (scale < SMALLEST_SHARE) return null;
  const expertBytes = layout.layers.reduce((sum, layer) => sum + layer.expertBytes, 0);
  const native = quantization.speedClass === 'MXFP4' && expertBytes > 0 && fileBytes !== null && scale > 1;
  const rest = layout.tensorBytes - expertBytes;
  const around = native ? (fileBytes - expertBytes) / rest : scale;
  const inside = native ? 1 : scale;
  const scaled = {
    ...layout,
    layers: layout.layers.map((layer) => ({
      residentBytes: layer.residentBytes * around,
      expertBytes: layer.expertBytes * inside,
    })),
    outputBytes: layout.outputBytes * around,
  };
  return describeModel(model.architecture, scaled, cacheShape(model.architecture), model.parameters.active);
}

/** Backend a serving engine uses on a device of this vendor. */
function backendOf(spec: DeviceSpec): Backend {
  if (spec.vendor === 'amd') return 'rocm';
  return spec.vendor === 'apple' ? 'metal' : 'cuda';
}

/** Resolves measurement records against a catalog. Rows it cannot place are counted, never guessed. */
export function resolveRows(catalog: Catalog, files: readonly MeasurementFile[]): ResolvedRows {
  const models = new Map(catalog.models.map((model) => [model.id, model]));
  const devices = new Map(catalog.devices.map((device) => [device.id, device]));
  const quantizations = new Map(catalog.quantizations.map((entry) => [entry.id, entry]));
  const cache = new Map<string, ModelFeatures | null>();
  const skipped = new Map<string, number>();
  const rows: Row[] = [];
  const skip = (why: string): void => {
    skipped.set(why, (skipped.get(why) ?? 0) + 1);
  };
  for (const file of files) {
    for (const cells of file.rows) {
      const model = models.get(textIn(cells, 'model') ?? '');
      const quantization = quantizations.get(textIn(cells, 'quantization') ?? '');
      const spec = devices.get(textIn(cells, 'device') ?? '');
      if (!model || !quantization || (cells.device !== undefined && !spec)) {
        skip(
          `unknown ${!model ? `model ${cells.model}` : !quantization ? `quantization ${cells.quantization}` : `device ${cells.device}`}`,
        );
        continue;
      }
      const fileBytes = numberIn(cells, 'fileBytes');
      const key = `${model.id}|${quantization.id}|${fileBytes}`;
      const features = cache.get(key) ?? scaledFeatures(model, quantization, catalog.tensorTypes, fileBytes);
      cache.set(key, features);
      if (features === null) {
        skip('file of another size');
        continue;
      }
      const backend = (textIn(cells, 'backend') ?? (spec ? backendOf(spec) : 'cpu')) as Backend;
      rows.push({
        kind: textIn(cells, 'kind') as Row['kind'],
        file: file.id,
        engine: textIn(cells, 'engine') as EngineId,
        backend,
        device: spec ? computeDevice(spec, backend) : null,
        devices: numberIn(cells, 'devices') ?? 1,
        model,
        quantization,
        features,
        cells,
      });
    }
  }
  return { rows, skipped };
}

export function cacheTypeIn(cells: Record_): KvCacheType {
  return textIn(cells, 'kvCacheType') === 'fp8' ? 'fp8' : 'f16';
}
