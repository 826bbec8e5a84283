import { makeBaseline, writeBaseline } from '../../advisor/check/baseline.ts';
import type { Outcome } from '../command.ts';
import { EXIT } from '../exit.ts';
import { showPath } from './root.ts';
import type { CheckRun } from './run.ts';
import { writeText } from './write.ts';

/** Accepts every open finding as of this day. */
export function updateBaseline({ result, root, baselinePath }: CheckRun): Outcome {
  if (baselinePath === undefined) return { output: '', exitCode: EXIT.answered };
  const baseline = makeBaseline(result.findings, result.request.today);
  writeText(baselinePath, writeBaseline(baseline));
  const count = baseline.findings.length;
  return {
    output: `${showPath(baselinePath, root.root)}: ${count} ${count === 1 ? 'finding' : 'findings'} accepted\n`,
    exitCode: EXIT.answered,
  };
}
