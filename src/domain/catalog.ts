import type { CalibrationTables } from './calibration.ts';
import type { EngineSpec } from './engine.ts';
import type { DeviceSpec, HostSpec } from './hardware.ts';
import type { LicenseSpec } from './license.ts';
import type { LicensePolicy } from './license-policy.ts';
import type { ModelSpec } from './model.ts';
import type { Profile } from './profile.ts';
import type { Quantization, TensorType } from './quantization.ts';

export type { CalibrationTables } from './calibration.ts';

/** Everything the product knows, compiled and flat. Plain JSON. */
export interface Catalog {
  readonly schemaVersion: string;
  /** Date of the newest fact, `YYYY.M.D`. */
  readonly version: string;
  /** Hash over the authored files. */
  readonly sha256: string;
  readonly models: readonly ModelSpec[];
  readonly devices: readonly DeviceSpec[];
  readonly hosts: readonly HostSpec[];
  readonly tensorTypes: readonly TensorType[];
  readonly quantizations: readonly Quantization[];
  readonly engines: readonly EngineSpec[];
  readonly licenses: readonly LicenseSpec[];
  readonly policies: readonly LicensePolicy[];
  readonly profiles: readonly Profile[];
  readonly calibration: CalibrationTables;
}
