/**
 * What a duty is proven by. `deliverable`: something in the repository; `permission`: a recorded registration, agreement or
 * subscription; `conduct`: an acknowledgement that the rules were read.
 */
export type ObligationClass = 'deliverable' | 'permission' | 'conduct';

export interface ObligationKind {
  readonly class: ObligationClass;
  /** What follows the colon of the code: never, always, or optionally. */
  readonly argument: 'none' | 'required' | 'optional';
}

export const OBLIGATION_KINDS = {
  'license-copy': { class: 'deliverable', argument: 'none' },
  'notice-file': { class: 'deliverable', argument: 'none' },
  display: { class: 'deliverable', argument: 'required' },
  'name-prefix': { class: 'deliverable', argument: 'required' },
  'pass-on-restrictions': { class: 'deliverable', argument: 'none' },
  'mark-changes': { class: 'deliverable', argument: 'none' },
  'model-card-keep': { class: 'deliverable', argument: 'none' },
  attribution: { class: 'deliverable', argument: 'none' },
  acknowledge: { class: 'deliverable', argument: 'required' },
  'share-alike': { class: 'deliverable', argument: 'required' },
  copyleft: { class: 'deliverable', argument: 'required' },
  'source-offer': { class: 'deliverable', argument: 'none' },
  registration: { class: 'permission', argument: 'required' },
  subscription: { class: 'permission', argument: 'required' },
  agreement: { class: 'permission', argument: 'required' },
  aup: { class: 'conduct', argument: 'none' },
  'use-restrictions': { class: 'conduct', argument: 'none' },
  'use-limit': { class: 'conduct', argument: 'required' },
  'output-limit': { class: 'conduct', argument: 'optional' },
} as const satisfies Readonly<Record<string, ObligationKind>>;

export type ObligationKindId = keyof typeof OBLIGATION_KINDS;

const ARGUMENT = { none: '', required: ':.+', optional: '(:.+)?' } as const;

/** Matches every well-formed obligation code. */
export const OBLIGATION_CODE: RegExp = new RegExp(
  `^(${Object.entries(OBLIGATION_KINDS)
    .map(([id, kind]) => id + ARGUMENT[kind.argument])
    .join('|')})$`,
);

/** Splits `display:Built with Llama` into its kind and argument. */
export function parseObligation(code: string): { readonly kind: ObligationKindId; readonly argument: string } {
  const colon = code.indexOf(':');
  const kind = colon < 0 ? code : code.slice(0, colon);
  if (!isKind(kind)) throw new TypeError(`unknown obligation code: ${code}`);
  return { kind, argument: colon < 0 ? '' : code.slice(colon + 1) };
}

export function obligationClass(code: string): ObligationClass {
  return OBLIGATION_KINDS[parseObligation(code).kind].class;
}

function isKind(kind: string): kind is ObligationKindId {
  return Object.hasOwn(OBLIGATION_KINDS, kind);
}
