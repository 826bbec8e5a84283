import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../src/catalog/policy-file.ts';
import { LICENSES } from '../../fixtures/licenses.ts';

const catalog = { licenses: [...LICENSES.values()] };
const read = (text: string) => readPolicy(text, 'acme.policy.yaml', catalog);

const FULL = `version: 1
profile:
  use: commercial
  distribution: [product]
  mauAtModelRelease: 50000
  domicile: DE
licenses:
  default: deny
  allow: ["@permissive", openmdw-1.1]
  conditional: [llama3.1, "@openrail"]
  deny: ["@non-commercial", unlicense]
models:
  deny: [{ publisher: example-vendor, reason: procurement rule 7 }]
overrides:
  - paths: ["research/**"]
    facts: { use: research, distribution: [none] }
    reason: not shipped
acknowledge: [llama3.1]
obligationEvidence:
  "display:Built with Llama": [docs/about.md]
permissions:
  - { license: stabilityai-ai-community, kind: registration, reference: ST-4711, date: 2026-03-01 }
waivers:
  - id: W1
    model: facebook/opt-125m
    rule: LLA006
    paths: ["bench/**"]
    reason: throughput smoke test, no product use
    approvedBy: legal@example.com
    granted: 2026-06-01
    expires: 2026-12-31
severity: { LLA013: off }
settings: { onUnknown: warning }
`;

describe('a good policy', () => {
  it('is read whole, with defaults filled in', () => {
    const result = read(FULL);
    expect(result).toMatchObject({
      kind: 'ok',
      policy: {
        name: 'acme.policy.yaml',
        accept: ['allowed', 'conditional'],
        profile: { domicile: 'DE' },
        licenses: { default: 'deny', conditional: ['llama3.1', '@openrail'] },
        waivers: [{ id: 'W1', rule: 'LLA006' }],
        severity: { LLA013: 'off' },
        settings: { onUnknown: 'warning', onUnresolved: 'warning', maxWaiverDays: 366 },
      },
    });
  });

  it.each([
    ['the smallest', 'version: 1\n'],
    ['JSON', '{"version": 1, "profile": {"use": "research"}}'],
    ['a byte-order mark', '\uFEFFversion: 1\n'],
    ['CRLF', FULL.replaceAll('\n', '\r\n')],
  ])('%s', (_, text) => {
    expect(read(text).kind).toBe('ok');
  });
});

describe('a bad policy', () => {
  const cases: readonly (readonly [string, string, number, RegExp])[] = [
    [
      'a mistyped license',
      'version: 1\nlicenses:\n  allow: [apache2.0]\n',
      3,
      /"apache2\.0".*did you mean "apache-2\.0"/,
    ],
    ['a mistyped group', 'version: 1\nlicenses:\n  deny: ["@non-comercial"]\n', 3, /did you mean "@non-commercial"/],
    ['allow everything', 'version: 1\nlicenses:\n  allow: ["*"]\n', 3, /license id|group/],
    ['an unknown key', 'version: 1\nlicences: {}\n', 2, /unknown key "licences".*did you mean "licenses"/],
    ['an unknown fact', 'version: 1\nprofile:\n  montlyActiveUsers: 5\n', 3, /did you mean "monthlyActiveUsers"/],
    ['a fact of the wrong type', 'version: 1\nprofile:\n  annualRevenueUsd: a lot\n', 3, /annualRevenueUsd/],
    ['a use that does not exist', 'version: 1\nprofile: { use: comercial }\n', 2, /did you mean "commercial"/],
    ['a country that is none', 'version: 1\nprofile: { domicile: Germany }\n', 2, /country code/],
    [
      'the same license allowed and denied',
      'version: 1\nlicenses:\n  allow: [mit]\n  deny: [mit]\n',
      4,
      /also stands in licenses\.allow/,
    ],
    [
      'the same license under its alias',
      'version: 1\nlicenses:\n  allow: [llama-3.1]\n  deny: [llama3.1]\n',
      4,
      /also stands/,
    ],
    ['an unknown acknowledgement', 'version: 1\nacknowledge: [lama3.1]\n', 2, /did you mean "llama3\.1"/],
    [
      'an obligation that does not exist',
      'version: 1\nobligationEvidence:\n  "displays:Built with Llama": [a.md]\n',
      3,
      /did you mean "display"/,
    ],
    ['a waiver for every model', waiver({ model: '"*"' }), 4, /every model/],
    ['a waiver of all publishers', waiver({ model: '"*/*"' }), 4, /every model/],
    ['a waiver with a short reason', waiver({ reason: 'because' }), 7, /15 characters/],
    ['a waiver without an end', waiver({ expires: undefined }), 3, /missing key "expires"/],
    ['a waiver for ever', waiver({ expires: '2029-01-01' }), 10, /at most 366/],
    ['a waiver that ends first', waiver({ expires: '2026-01-01' }), 10, /before it is granted/],
    ['a day that does not exist', waiver({ expires: '2026-02-31' }), 10, /day that exists/],
    ['an unknown rule', waiver({ rule: 'LLA099' }), 5, /LLA099/],
    ['no version', 'profile: {}\n', 1, /missing key "version"/],
    ['a newer version', 'version: 2\n', 1, /version/],
    ['a list', '- mit\n', 1, /map of keys/],
    ['nothing', '', 1, /map of keys/],
    ['broken YAML', 'version: 1\nlicenses: [\n', 3, /./],
    ['a duplicate key', 'version: 1\nacknowledge: []\nacknowledge: []\n', 3, /unique/i],
    ['an alias bomb', bomb(), 1, /alias/i],
  ];
  it.each(cases)('%s', (_, text, line, pattern) => {
    const result = read(text);
    if (result.kind !== 'error') throw new Error('was accepted');
    const [problem] = result.problems;
    expect(problem).toMatchObject({ file: 'acme.policy.yaml' });
    expect(`${problem?.message} (${problem?.remedy})`).toMatch(pattern);
    expect(problem?.line).toBe(line);
  });

  it('tells everything in one go, in the order of the file', () => {
    const result = read('version: 1\nlicenses:\n  allow: [apache2.0, "@free"]\nacknowledge: [lama3.1]\n');
    if (result.kind !== 'error') throw new Error('was accepted');
    expect(result.problems.map((problem) => [problem.line, problem.code])).toEqual([
      [3, 'unknown-license'],
      [3, 'unknown-group'],
      [4, 'unknown-license'],
    ]);
  });
});

function waiver(change: Readonly<Record<string, string | undefined>>): string {
  const fields = {
    id: 'W1',
    model: 'facebook/opt-125m',
    rule: 'LLA006',
    paths: '["bench/**"]',
    reason: 'throughput smoke test only',
    approvedBy: 'legal@example.com',
    granted: '2026-06-01',
    expires: '2026-12-31',
    ...change,
  };
  const lines = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
  return `version: 1\nwaivers:\n  - ${lines.join('\n    ')}\n`;
}

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const items = level === 0 ? 'x' : Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
    return `a${level}: &a${level} [${items}]`;
  });
  return `version: 1\n${levels.join('\n')}\n`;
}
