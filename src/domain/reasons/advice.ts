/** Reasons of choosing. */
export interface AdviceReasonArgs {
  'role-mismatch': { readonly role: string; readonly useCase: string };
  'language-weak': { readonly language: string; readonly grade: string };
  'capability-missing': { readonly capability: string; readonly useCase: string };
  'context-too-short': { readonly needTokens: number; readonly haveTokens: number };
  'below-min-speed': { readonly needTokensPerSecond: number; readonly haveTokensPerSecond: number };
  'above-max-ttft': { readonly limitSeconds: number; readonly haveSeconds: number };
  'speed-unknown': Record<never, never>;
  'filtered-out': { readonly filter: string; readonly value: string };
  withdrawn: Record<never, never>;
  superseded: { readonly by: string };
  'quality-high': { readonly useCase: string; readonly low: number; readonly typical: number; readonly high: number };
  'quality-loss': { readonly quantization: string; readonly keptPercent: number };
  'quantization-too-low': { readonly quantization: string; readonly keptPercent: number };
  'quality-assumed': Record<never, never>;
  'fast-enough': { readonly tokensPerSecond: number };
  slow: { readonly tokensPerSecond: number };
  'near-tie': { readonly with: string };
  'lost-to': { readonly winner: string; readonly criterion: string; readonly byScore: number };
}
