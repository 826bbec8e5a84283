import type { Problem } from '../domain/problem.ts';
import { SCHEMA_VERSION } from '../domain/schema-version.ts';

/** All problems of one run: a line each with place and remedy, or `{schemaVersion, error: {code, message, details}}`. */
export function formatProblems(problems: readonly Problem[], kind: string, mode: 'text' | 'json'): string {
  const [first] = problems;
  if (mode === 'text') return problems.map((problem) => `${line(problem)}\n`).join('');
  const error = {
    code: problems.length === 1 && first !== undefined ? first.code : kind,
    message: problems.map((problem) => problem.message).join('; '),
    details: problems,
  };
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, error }, null, 2)}\n`;
}

function line(problem: Problem): string {
  const place =
    problem.file === undefined
      ? ''
      : `${[problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':')}: `;
  const remedy = problem.remedy === undefined ? '' : `\n  ${problem.remedy}`;
  return `error: ${place}${problem.message}${remedy}`;
}
