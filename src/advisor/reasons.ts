import { type Reason, reason } from '../domain/reason.ts';
import type { Candidate } from './candidate.ts';
import type { AdviceContext } from './context.ts';
import { placementReasons } from './placement-reasons.ts';

/** What speaks for and against a working configuration, weightiest first. */
export function reasonsFor(candidate: Candidate, context: AdviceContext): readonly Reason[] {
  return [
    ...placementReasons(candidate),
    ...qualityReasons(candidate, context),
    ...speedReasons(candidate, context),
    ...licenseReasons(candidate),
    ...engineReasons(candidate),
    ...statusReasons(candidate),
  ];
}

/** Below this share of quality kept, the loss is named. */
const NOTABLE_LOSS = 0.985;

function qualityReasons({ quality, quantization }: Candidate, { request }: AdviceContext): readonly Reason[] {
  const { low, typical, high } = quality;
  const out: Reason[] = [reason('quality-high', 'for', { useCase: request.useCase, low, typical, high })];
  if (quality.basis === 'assumed') out.push(reason('quality-assumed', 'against', {}));
  if (quality.kept < NOTABLE_LOSS)
    out.push(reason('quality-loss', 'against', { quantization: quantization.id, keptPercent: quality.kept * 100 }));
  return out;
}

function speedReasons({ speed }: Candidate, { profile }: AdviceContext): readonly Reason[] {
  const rate = speed.perUserTokensPerSecond ?? speed.decodeTokensPerSecond;
  if (rate === null) return [reason('speed-unknown', 'against', {})];
  const { enoughTokensPerSecond, minTokensPerSecond } = profile.needs;
  if (rate.typical >= Math.sqrt(enoughTokensPerSecond * Math.max(minTokensPerSecond, 1)))
    return [reason('fast-enough', 'for', { tokensPerSecond: rate.typical })];
  return [reason('slow', 'against', { tokensPerSecond: rate.typical })];
}

function licenseReasons({ license }: Candidate): readonly Reason[] {
  const licenses = license.ids.join(' AND ');
  if (license.verdict === 'allowed') return [reason('license-allowed', 'for', { licenses })];
  if (license.verdict === 'unknown') return [reason('license-unknown', 'against', { license: licenses, policy: '' })];
  return [reason('license-conditional', 'against', { licenses, obligations: license.obligations.length })];
}

function engineReasons({ engine, kernel, kernelNote, quantization }: Candidate): readonly Reason[] {
  const out: Reason[] = [];
  if (kernel === 'fallback')
    out.push(
      reason('engine-fallback', 'against', {
        engine: engine.name,
        format: quantization.id,
        ...(kernelNote === null ? {} : { note: kernelNote }),
      }),
    );
  if (engine.status === 'maintenance') {
    out.push(
      reason('engine-maintenance', 'against', {
        engine: engine.name,
        since: engine.statusSince ?? '',
        successors: engine.successors.join(', '),
      }),
    );
  }
  return out;
}

function statusReasons({ model }: Candidate): readonly Reason[] {
  return model.supersededBy === undefined ? [] : [reason('superseded', 'against', { by: model.supersededBy })];
}
