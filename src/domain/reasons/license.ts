/** Reasons of license verdicts. */
export interface LicenseReasonArgs {
  'license-allowed': { readonly licenses: string };
  'license-conditional': { readonly licenses: string; readonly obligations: number };
  'license-denied': {
    readonly license: string;
    readonly rule: string;
    readonly clause: string;
    readonly policy: string;
  };
  'license-unknown': { readonly license: string; readonly policy: string };
  'license-question': { readonly license: string; readonly fact: string };
}
