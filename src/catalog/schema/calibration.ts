import * as z from 'zod';

/** The whole of `catalog/calibration/<backend>.yaml`: coefficients by name. The estimators that read a table know its shape. */
export const CalibrationSchema: z.ZodType<Readonly<Record<string, unknown>>> = z
  .record(z.string(), z.unknown())
  .refine((table) => Object.keys(table).length > 0, 'expected at least one coefficient');

/** The whole of `catalog/measurements/<source>.yaml`: published or own measurements, for calibration and self-audit. */
export const MeasurementsSchema: z.ZodType<Readonly<Record<string, unknown>>> = z
  .record(z.string(), z.unknown())
  .refine((table) => Object.keys(table).length > 0, 'expected at least one measurement');
