import type { FactValue } from '../domain/license.ts';

/** What a company can be asked about itself. */
type CompanyFactType = 'choice' | 'choices' | 'number' | 'flag' | 'country' | 'countries';

export interface CompanyFact {
  readonly type: CompanyFactType;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly unit?: 'users' | 'USD' | 'people';
}

/** Every fact that terms may ask for. A license that names a new one adds a row here. */
export const COMPANY_FACTS = {
  use: {
    type: 'choice',
    description: 'What the model is used for.',
    choices: ['commercial', 'internal', 'research', 'personal', 'evaluation'],
  },
  distribution: {
    type: 'choices',
    description:
      'What reaches third parties: nothing, a product or service built with it, the weights, or an API of it.',
    choices: ['none', 'product', 'weights', 'hosted-api'],
  },
  monthlyActiveUsers: { type: 'number', unit: 'users', description: 'Monthly active users now.' },
  mauAtModelRelease: {
    type: 'number',
    unit: 'users',
    description: 'Monthly active users of all products of the group in the month before the model was released.',
  },
  dailyActiveUsers: { type: 'number', unit: 'users', description: 'Daily active users now.' },
  annualRevenueUsd: { type: 'number', unit: 'USD', description: 'Yearly revenue of the group.' },
  annualRecurringRevenueUsd: { type: 'number', unit: 'USD', description: 'Yearly recurring revenue of the group.' },
  monthlyRevenueUsd: { type: 'number', unit: 'USD', description: 'Revenue of the group in the last month.' },
  revenueUsd12m: { type: 'number', unit: 'USD', description: 'Revenue of the group over the last twelve months.' },
  employees: { type: 'number', unit: 'people', description: 'Employees of the group.' },
  domicile: { type: 'country', description: 'Where the company has its seat: ISO 3166-1 code, or EU.' },
  servedTerritories: {
    type: 'countries',
    description: 'Where the product or its outputs are used: ISO 3166-1 codes, EU, or WORLD.',
  },
  modelAsAService: { type: 'flag', description: 'Third parties get the model itself as a service.' },
  aiWorkAssistant: { type: 'flag', description: 'The product is an assistant for coding or office work.' },
  softwareOrCloudProvider: {
    type: 'flag',
    description: 'The company or an affiliate is a software or cloud provider.',
  },
  trainsOtherModels: { type: 'flag', description: 'Outputs are used to train or improve other models.' },
  fineTunes: { type: 'flag', description: 'The weights are changed: fine-tuned, merged, pruned.' },
  publishesDerivatives: { type: 'flag', description: 'Models made from it are given to others.' },
  deployment: {
    type: 'choice',
    description: 'Where it runs.',
    choices: ['datacenter', 'rtx-workstation', 'device'],
  },
} as const satisfies Readonly<Record<string, CompanyFact>>;

export type CompanyFactName = keyof typeof COMPANY_FACTS;

/** Members of the European Union, ISO 3166-1 alpha-2 (european-union.europa.eu, 2020-02-01 and later). */
export const EU_MEMBERS: readonly string[] = [
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'HU',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'MT',
  'NL',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
];

const ALIASES: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** The whole world: intersects with every list of countries. */
export const WORLD = 'WORLD';

export function isCompanyFact(name: string): name is CompanyFactName {
  return Object.hasOwn(COMPANY_FACTS, name);
}

/** Country codes with the EU spelled out: `['EU', 'uk']` → its 27 members and GB. */
export function expandTerritories(value: FactValue): readonly string[] {
  const codes = Array.isArray(value) ? value : [String(value)];
  return codes.flatMap((code) => {
    const upper = String(code).toUpperCase();
    return upper === 'EU' ? ['EU', ...EU_MEMBERS] : [ALIASES[upper] ?? upper];
  });
}
