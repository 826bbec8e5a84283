import { compareText } from '../../catalog/finding.ts';
import type { CheckedLicense, CheckedModel, CheckFinding, CheckResult, Lock, LockedModel } from '../../domain/check.ts';
import type { LicensePolicy } from '../../domain/license-policy.ts';
import { SCHEMA_VERSION } from '../../domain/schema-version.ts';
import { compareLevels, fails, levelOf } from '../../license/levels.ts';
import { makeLock } from '../../license/lock.ts';
import { withLocalModels } from './artifacts.ts';
import { applyBaseline, countStale } from './baseline.ts';
import { fingerprints } from './fingerprint.ts';
import { findHosted } from './hosted.ts';
import type { CheckInput } from './input.ts';
import { judgeSubject } from './judge-subject.ts';
import type { JudgeContext, Judged, RawFinding } from './judged.ts';
import { gatherKnowledge, type Knowledge } from './knowledge.ts';
import { findLockChanges } from './lock-findings.ts';
import { ownCards, publishedNames } from './own.ts';
import { statusOf } from './status.ts';
import { findAboutNaming, firstPlaces, type SubjectFinding } from './subject-findings.ts';
import { comparePlaces, groupSubjects, ownSubject, type Subject } from './subjects.ts';
import { summarize } from './summarize.ts';
import { type PlacedRaw, waive } from './waive.ts';

interface JudgedSubject extends Subject {
  readonly judged: Judged;
}

/** The answer, and the lock that would pin it. */
export interface CheckOutcome {
  readonly result: CheckResult;
  readonly lock: Lock;
}

/**
 * May this repository use its models under this policy: references become subjects, subjects get verdicts, duties are looked up in files,
 * and what the policy waives or the baseline has is marked, never hidden. Pure; any order of references and files gives the same result.
 */
export function check(given: CheckInput): CheckOutcome {
  const input = withLocalModels({ ...given, policy: inForce(given.policy, given.request.today) });
  const knowledge = gatherKnowledge(input);
  const subjects = judgeAll(input, knowledge);
  const lock = makeLock(
    { version: input.catalog.version, sha256: input.catalog.sha256 },
    subjects.flatMap((subject) => lockedModel(subject, knowledge, input)),
  );
  const { uses, findings: hostedFindings } = findHosted(input.references, input.policy.settings.onHosted);
  const placed = [
    ...subjects.flatMap((subject) => placeFindings(subject)),
    ...hostedFindings,
    ...lockFindings(subjects, lock, input),
  ].flatMap((finding) => withLevel(finding, input.policy));
  const waived = waive(placed, input);
  const global = [...waived.about, ...catalogAge(input)]
    .map((finding): PlacedRaw => ({ ...finding, model: null, place: null }))
    .flatMap((finding) => withLevel(finding, input.policy));
  const findings = finish(
    [...waived.findings, ...global.map((finding) => ({ ...finding, status: 'open' as const }))],
    input,
  );
  const models = subjects.map((subject) => toModel(subject, findings, input));
  const summary = summarize(models, findings, uses);
  const { failOn, failOnEmpty } = input.request;
  const isEmpty = failOnEmpty && summary.models === 0 && summary.hosted === 0;
  return {
    lock,
    result: {
      schemaVersion: SCHEMA_VERSION,
      tool: input.tool,
      catalog: { version: input.catalog.version, sha256: input.catalog.sha256 },
      command: 'check',
      request: input.request,
      policy: {
        name: input.policy.name,
        file: input.policyFile,
        description: input.policy.description ?? null,
        excluded: input.policy.exclude.flatMap(({ paths }) => paths),
      },
      passed: !isEmpty && !findings.some(({ status, level }) => status === 'open' && fails(level, failOn)),
      summary,
      models,
      hosted: uses,
      licenses: licensesOf(models, input),
      findings,
      unread: input.unread,
      scan: input.stats,
    },
  };
}

/** Records that are not valid today prove nothing. */
function inForce(policy: LicensePolicy, today: string): LicensePolicy {
  const permissions = policy.permissions.filter(
    ({ date, expires }) => date <= today && (expires === undefined || today <= expires),
  );
  return permissions.length === policy.permissions.length ? policy : { ...policy, permissions };
}

function judgeAll(input: CheckInput, knowledge: Knowledge): readonly JudgedSubject[] {
  const { references, artifacts, policy, request } = input;
  const names = publishedNames(artifacts);
  const context: JudgeContext = {
    knowledge,
    texts: input.texts,
    evidence: ({ obligationEvidence }) => ({
      files: input.files,
      declared: obligationEvidence,
      details: input.details,
      publishedNames: names,
    }),
  };
  const own = ownCards(artifacts).map((card) => ownSubject(card, names, policy, request.environment));
  return [...groupSubjects(references, policy, request.environment), ...own]
    .sort((a, b) => compareText(a.id, b.id))
    .map((subject) => ({ ...subject, judged: judgeSubject(subject, context) }));
}

/** Loud findings stand in every file that names the model; notes once. */
function placeFindings(subject: JudgedSubject): readonly PlacedRaw[] {
  if (subject.mention) return [];
  const places = firstPlaces(subject.places);
  const all: readonly SubjectFinding[] = [
    ...subject.judged.findings.map((finding) => ({ finding })),
    ...findAboutNaming(subject),
  ];
  return all.flatMap(({ finding, at }): readonly PlacedRaw[] => {
    const [first] = places;
    const where = at !== undefined ? [at] : finding.level === 'note' ? (first === undefined ? [] : [first]) : places;
    if (where.length === 0) return [{ ...finding, model: subject.id, place: null }];
    return where.map((place) => ({ ...finding, model: subject.id, place }));
  });
}

function lockFindings(subjects: readonly JudgedSubject[], found: Lock, input: CheckInput): readonly PlacedRaw[] {
  if (input.lock === undefined) return [];
  const mode = { frozen: input.request.frozen, partial: input.partial };
  return findLockChanges(input.lock, found, mode).map(({ model, finding }) => ({
    ...finding,
    model,
    place: subjects.find(({ id, mention }) => id === model && !mention)?.places[0] ?? null,
  }));
}

function lockedModel(subject: JudgedSubject, knowledge: Knowledge, input: CheckInput): readonly LockedModel[] {
  if (subject.resolution !== 'model' || subject.mention || subject.own !== undefined) return [];
  const text = input.texts.get(subject.id);
  return [
    {
      id: subject.id,
      ...(subject.revisions.length === 0 ? {} : { revisions: subject.revisions }),
      declared: subject.judged.declared,
      bases: (knowledge.lookup(subject.id)?.bases ?? [])
        .map(({ id, relation }) => ({ model: id, relation }))
        .sort((a, b) => compareText(a.model, b.model) || compareText(a.relation, b.relation)),
      effective: subject.judged.verdict.ids,
      expression: subject.judged.verdict.expression,
      evidence: knowledge.evidenceOf(subject.id),
      ...(text === undefined ? {} : { licenseTextSha256: text.sha256 }),
    },
  ];
}

function withLevel(finding: PlacedRaw, policy: LicensePolicy): readonly PlacedRaw[] {
  const level = levelOf(finding, policy.severity);
  return level === 'off' ? [] : [{ ...finding, level }];
}

const DAY_MS = 86_400_000;

/** The catalog's version is the day of its newest fact: `2026.11.20`. */
function catalogAge({ catalog, policy, request }: CheckInput): readonly RawFinding[] {
  const [year, month, day] = catalog.version.split('.').map(Number);
  if (year === undefined || month === undefined || day === undefined) return [];
  const days = Math.floor((Date.parse(request.today) - Date.UTC(year, month - 1, day)) / DAY_MS);
  const limit = policy.settings.catalogMaxAgeDays;
  if (!(days > limit)) return [];
  const args = { days, limit, version: catalog.version };
  return [{ rule: 'LLA016', level: 'warning', kind: 'catalog-old', license: catalog.version, args }];
}

/** Fingerprints, baseline, and one order for all findings. */
function finish(
  findings: readonly (PlacedRaw & Pick<CheckFinding, 'status' | 'waivedBy'>)[],
  { sha256, baseline, partial }: CheckInput,
): readonly CheckFinding[] {
  const sorted = [...findings].sort(compareUnprinted);
  const prints = fingerprints(sorted, sha256);
  const printed = sorted.map((finding, index): CheckFinding => ({ ...finding, fingerprint: prints[index] ?? '' }));
  if (baseline === undefined) return printed;
  const stale = partial ? 0 : countStale(printed, baseline);
  const marked = applyBaseline(printed, baseline);
  if (stale === 0) return marked;
  const args = { count: stale };
  const note = {
    rule: 'LLA011',
    level: 'note',
    kind: 'baseline-unused',
    license: '',
    args,
    model: null,
    place: null,
  } as const;
  return [...marked, { ...note, status: 'open', fingerprint: fingerprints([note], sha256)[0] ?? '' }];
}

function compareUnprinted(a: PlacedRaw, b: PlacedRaw): number {
  if (a.place !== null && b.place !== null) {
    const byPlace = comparePlaces(a.place, b.place);
    if (byPlace !== 0) return byPlace;
  } else if (a.place !== b.place) return a.place === null ? 1 : -1;
  return (
    compareText(a.model ?? '', b.model ?? '') ||
    compareLevels(a.level, b.level) ||
    compareText(a.rule, b.rule) ||
    compareText(a.license, b.license) ||
    compareText(a.kind, b.kind) ||
    compareText(JSON.stringify([a.fact, a.args]), JSON.stringify([b.fact, b.args]))
  );
}

function toModel(subject: JudgedSubject, findings: readonly CheckFinding[], input: CheckInput): CheckedModel {
  const paths = new Set(subject.places.map(({ path }) => path));
  const own = subject.mention
    ? []
    : findings.filter(({ model, place }) => model === subject.id && (place === null || paths.has(place.path)));
  return {
    id: subject.id,
    kinds: subject.mention ? ['mention'] : subject.kinds,
    places: subject.places,
    schemes: subject.schemes,
    revisions: subject.revisions,
    writtenAs: subject.writtenAs,
    overrides: subject.overrides.map(({ reason }) => reason),
    resolution: subject.resolution,
    candidates: subject.candidates,
    bases: subject.judged.bases,
    verdict: subject.judged.verdict,
    status: statusOf(own, input.request.failOn),
  };
}

function licensesOf(models: readonly CheckedModel[], { catalog, details }: CheckInput): readonly CheckedLicense[] {
  const used = new Set(
    models.flatMap(({ verdict }) => [...verdict.ids, ...verdict.obligations.map(({ license }) => license)]),
  );
  return catalog.licenses
    .filter(({ id }) => used.has(id))
    .map((license) => ({
      id: license.id,
      name: license.name,
      category: license.category,
      evidenceGrade: license.evidenceGrade,
      spdx: license.spdx ?? null,
      publisher: license.publisher ?? null,
      url: license.url ?? null,
      source: license.source,
      noticeText: details(license.id)?.terms.noticeFile?.text ?? null,
    }))
    .sort((a, b) => compareText(a.id, b.id));
}
