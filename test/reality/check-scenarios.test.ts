import { expect, it } from 'vitest';
import type { CheckOutcome } from '../../src/advisor/check/check.ts';
import { readPolicy } from '../../src/catalog/policy-file.ts';
import type { CompanyFacts, LicenseVerdictKind } from '../../src/domain/license.ts';
import type { Relation } from '../../src/domain/model.ts';
import type { ModelCard } from '../../src/license/label.ts';
import { checkTree } from '../fixtures/check-tree.ts';
import { LICENSES } from '../fixtures/licenses.ts';
import { ggufHeader } from '../fixtures/memory-tree.ts';
import { describeShared, readShared } from './shared.ts';

interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly today: string;
  readonly files: Readonly<Record<string, string>>;
  readonly facts: CompanyFacts;
  readonly policy: Readonly<Record<string, unknown>>;
  readonly evidence: Readonly<Record<string, HubCard>>;
  readonly expect: {
    readonly verdict: LicenseVerdictKind | null;
    readonly status: 'pass' | 'fail' | 'waived' | 'error';
    readonly exit: number;
    readonly effective: readonly string[];
    readonly findings: readonly { readonly rule: string; readonly level: string }[];
    readonly obligations: readonly string[];
    readonly waived: readonly string[];
  };
}

interface HubCard {
  readonly license?: string;
  readonly license_name?: string;
  readonly license_link?: string;
  readonly base_model?: string | readonly string[];
  readonly base_model_relation?: string;
}

interface Outcome {
  readonly verdict: LicenseVerdictKind | null;
  readonly status: string;
  readonly exit: number;
  readonly effective: readonly string[];
  readonly findings: readonly string[];
  readonly missingNotes: readonly string[];
  readonly obligations: readonly string[];
  readonly waived: readonly string[];
}

const FILE = 'truth/license/scenarios.jsonl';
const report = (line: string): void => void process.stdout.write(`${line}\n`);

describeShared('license scenarios, from files to exit code', [FILE], () => {
  it('end as expected, down to each finding', async () => {
    const scenarios = readShared(FILE)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Scenario);
    const failed: string[] = [];
    for (const scenario of scenarios) {
      const [is, wanted] = [await run(scenario), expected(scenario)];
      if (JSON.stringify(is) === JSON.stringify(wanted)) continue;
      failed.push(scenario.id);
      report(`${scenario.id} ${scenario.title}\n  is  ${JSON.stringify(is)}\n  not ${JSON.stringify(wanted)}`);
    }
    report(`license scenarios: ${scenarios.length - failed.length} of ${scenarios.length} as expected`);
    expect(scenarios.length).toBeGreaterThan(0);
    expect(failed).toEqual([]);
  });
});

/** Notes other than the ones listed may appear; those listed must. */
function expected({ expect: wanted }: Scenario): Outcome {
  return {
    verdict: wanted.verdict,
    status: wanted.status,
    exit: wanted.exit,
    effective: [...wanted.effective].sort(),
    findings: wanted.findings
      .filter(({ level }) => level !== 'note')
      .map(({ rule, level }) => `${rule} ${level}`)
      .sort(),
    missingNotes: [],
    obligations: [...wanted.obligations].sort(),
    waived: [...wanted.waived].sort(),
  };
}

async function run(scenario: Scenario): Promise<Outcome> {
  // The catalog knows the modality of the model; the scenario tells it as a fact.
  const { modality: _, ...profile } = scenario.facts;
  const text = JSON.stringify({ version: 1, profile, ...scenario.policy });
  const read = readPolicy(text, 'policy.json', { licenses: [...LICENSES.values()] });
  if (read.kind === 'error') {
    return {
      verdict: null,
      status: 'error',
      exit: 3,
      effective: [],
      findings: [],
      missingNotes: [],
      obligations: [],
      waived: [],
    };
  }
  const outcome = await checkTree(
    Object.fromEntries(Object.entries(scenario.files).map(([path, content]) => [path, fileOf(content)])),
    {
      policy: read.policy,
      cards: Object.fromEntries(Object.entries(scenario.evidence).map(([id, card]) => [id, cardOf(card)])),
      request: { today: scenario.today },
    },
  );
  return toOutcome(outcome, scenario);
}

const FIXTURE = /^<fixture: (.+)>$/;

function fileOf(content: string): string | Uint8Array {
  const keys = FIXTURE.exec(content)?.[1];
  if (keys === undefined) return content;
  return ggufHeader(
    Object.fromEntries(
      keys.split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
  );
}

const RELATIONS: Readonly<Record<string, Relation>> = {
  quantized: 'quantized',
  finetune: 'finetune',
  adapter: 'adapter',
  merge: 'merge',
};

function cardOf(card: HubCard): Omit<ModelCard, 'id'> {
  const bases = typeof card.base_model === 'string' ? [card.base_model] : (card.base_model ?? []);
  return {
    ...(card.license === undefined ? {} : { license: card.license }),
    ...(card.license_name === undefined ? {} : { licenseName: card.license_name }),
    ...(card.license_link === undefined ? {} : { licenseLink: card.license_link }),
    bases: bases.map((id) => ({ id, relation: RELATIONS[card.base_model_relation ?? ''] ?? 'finetune' })),
  };
}

function toOutcome({ result }: CheckOutcome, scenario: Scenario): Outcome {
  const models = result.models.filter(({ kinds }) => kinds[0] !== 'mention');
  const loudest = new Map<string, string>();
  for (const { rule, level } of result.findings)
    if (level !== 'note' && loudest.get(rule) !== 'error') loudest.set(rule, level);
  const notes = scenario.expect.findings.filter(({ level }) => level === 'note').map(({ rule }) => rule);
  const duties = models.flatMap(({ verdict }) => verdict.obligations).filter(({ weight }) => weight === undefined);
  const waived = result.findings.filter(({ status }) => status === 'waived').map(({ rule }) => rule);
  return {
    verdict: result.summary.verdict,
    status: !result.passed ? 'fail' : waived.length > 0 ? 'waived' : 'pass',
    exit: result.passed ? 0 : 1,
    effective: [...new Set(models.flatMap(({ verdict }) => verdict.ids))].sort(),
    findings: [...loudest].map(([rule, level]) => `${rule} ${level}`).sort(),
    missingNotes: notes.filter((rule) => !result.findings.some((finding) => finding.rule === rule)),
    obligations: [...new Set(duties.map(({ code }) => code))].sort(),
    waived: [...new Set(waived)].sort(),
  };
}
