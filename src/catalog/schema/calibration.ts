import * as z from 'zod';
import type { CalibrationTable } from '../../domain/calibration.ts';
import type { Measurements } from '../../domain/catalog.ts';

const positive = z.number().positive();
const band = z
  .strictObject({ low: positive, high: positive })
  .meta({ description: 'measured / predicted at the 10th and 90th percentile of rows left out of the fit.' });
const factors = z.record(z.string(), positive);
const classFactors = z.partialRecord(
  z.enum(['F16', 'Q8_0', 'Q5_Q6_K', 'Q4_K', 'Q4_0', 'MXFP4', 'Q2_Q3_K', 'IQ1_IQ3']),
  positive,
);
const validation = z
  .strictObject({
    leftOut: z.enum(['device', 'model', 'source']),
    rows: z.int().nonnegative(),
    groups: z.int().nonnegative(),
    medianError: z.number().nonnegative(),
    p90Error: z.number().nonnegative(),
    coverage: z.number().min(0).max(1),
  })
  .exactOptional();
const micro = z.number().nonnegative();
const sources = z.array(z.string().min(1)).min(1);

const DeviceCalibrationSchema = z.strictObject({
  id: z.string().min(1),
  kind: z.literal('device'),
  decode: z.strictObject({
    efficiency: classFactors,
    generation: factors,
    measured: z.array(z.string()),
    exceptions: factors.exactOptional(),
    ceiling: positive,
    cacheEfficiency: positive,
    attentionEfficiency: positive,
    layerMicroseconds: micro,
    expertLayerMicroseconds: micro,
    tokenMicroseconds: micro,
    band,
    validation,
  }),
  prefill: z.strictObject({
    peak: z.enum(['int8', 'fp16', 'native']),
    efficiency: positive,
    class: classFactors,
    generation: factors,
    measured: z.array(z.string()),
    expertFactor: positive,
    readEfficiency: positive,
    attentionEfficiency: positive,
    layerMicroseconds: micro,
    band,
    validation,
  }),
  batch: z.strictObject({
    weightExponent: z.number().nonnegative(),
    sequenceMicroseconds: micro,
    syncMicroseconds: z.record(z.string(), micro),
    sequenceSyncMicroseconds: z.record(z.string(), micro).exactOptional(),
    pcieShare: factors,
    band,
    firstToken: z.strictObject({
      baseMilliseconds: micro,
      prefillFactor: positive,
      crowdFactor: micro,
      crowdExponent: positive,
      band,
      validation,
    }),
    validation,
  }),
  sources,
});

const HostCalibrationSchema = z.strictObject({
  id: z.string().min(1),
  kind: z.literal('host'),
  efficiency: factors,
  class: classFactors,
  expertFactor: positive,
  layerMicroseconds: micro,
  coreMicroseconds: micro,
  handoverMicroseconds: micro,
  offloadEfficiency: positive,
  prefillGigaOperationsPerCore: factors,
  linkGigabytesPerSecond: positive,
  decodeBand: band,
  offloadBand: band,
  prefillBand: band,
  validation,
  sources,
});

/** The whole of `catalog/calibration/<id>.yaml`. */
export const CalibrationSchema: z.ZodType<CalibrationTable> = z.discriminatedUnion('kind', [
  DeviceCalibrationSchema,
  HostCalibrationSchema,
]);

/** The whole of `catalog/measurements/<id>.yaml`. */
export const MeasurementsSchema: z.ZodType<Measurements> = z.strictObject({
  id: z.string().min(1),
  source: z.string().min(1),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected an ISO date such as "2025-04-28"'),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))).min(1),
});
