import type { CheckedModel, CheckFinding, CheckResult } from '../../domain/check.ts';
import type { Obligation } from '../../domain/license.ts';
import { LICENSE_RULES } from '../../license/rules.ts';
import { printableJson } from '../../units/printable.ts';
import { AS_IS, project, type Shape } from '../formats/json-shape.ts';
import { upperFirst } from '../i18n/en/upper-first.ts';
import { english } from './english.ts';
import type { CheckFormatter } from './options.ts';

function finding(value: CheckFinding): unknown {
  const { rule, level, kind, license, clause, fact, args, model, place, status, waivedBy, fingerprint } = value;
  return {
    rule,
    name: LICENSE_RULES[rule].name,
    level,
    kind,
    status,
    ...(waivedBy === undefined ? {} : { waivedBy }),
    model,
    place,
    license,
    ...(clause === undefined ? {} : { clause }),
    ...(fact === undefined ? {} : { fact }),
    args,
    text: upperFirst(english.message(value)),
    remedy: upperFirst(english.remedy(value)),
    fingerprint,
  };
}

function model({ verdict, ...value }: CheckedModel): unknown {
  const { id, status, kinds, places, writtenAs, resolution, schemes, revisions, candidates, bases, overrides } = value;
  return {
    id,
    status,
    verdict: verdict.verdict,
    licenses: verdict.ids,
    expression: verdict.expression,
    obligations: verdict.obligations.map(obligation),
    kinds,
    resolution,
    schemes,
    revisions,
    candidates,
    bases,
    overrides,
    writtenAs,
    places,
  };
}

function obligation(value: Obligation): unknown {
  const { code, license, clause, state, proof, weight } = value;
  return {
    code,
    license,
    ...(clause === undefined ? {} : { clause }),
    state,
    ...(proof === undefined ? {} : { proof }),
    ...(weight === undefined ? {} : { weight }),
    text: upperFirst(english.obligation(value)),
  };
}

const result: Shape<CheckResult> = {
  schemaVersion: AS_IS,
  tool: AS_IS,
  catalog: AS_IS,
  command: AS_IS,
  request: AS_IS,
  policy: AS_IS,
  passed: AS_IS,
  summary: AS_IS,
  models: model,
  hosted: AS_IS,
  licenses: AS_IS,
  findings: finding,
  unread: AS_IS,
  scan: AS_IS,
};

/** The contract for programs and policy engines: keys in a fixed order, codes with English text. */
export const format: CheckFormatter = (value) => printableJson(project(value, result));
