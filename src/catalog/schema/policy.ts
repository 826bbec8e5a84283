import * as z from 'zod';
import type { LicensePolicy } from '../../domain/license.ts';
import { type Authored, authoredExtras, idText, text } from './common.ts';
import { factValue } from './license.ts';

/** The whole of `catalog/policies/<name>.yaml`. */
export const PolicySchema: z.ZodType<Authored<LicensePolicy>> = z.strictObject({
  name: idText,
  profile: z.record(z.string(), factValue).default({}).meta({ description: 'What the company says of itself.' }),
  default: z.enum(['judge', 'deny', 'review']),
  allow: z.array(text).default([]),
  deny: z.array(text).default([]),
  allowCategories: z.array(text).default([]),
  denyCategories: z.array(text).default([]),
  accept: z.array(z.enum(['allowed', 'conditional', 'denied', 'unknown'])).min(1),
  agreements: z.array(text).default([]),
  ...authoredExtras,
});
