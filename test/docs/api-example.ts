import {
  AdvisorError,
  describeHardware,
  formatResult,
  loadCatalog,
  type Recommendation,
  recommend,
} from '../../src/index.ts';

const catalog = await loadCatalog();
const hardware = describeHardware({ gpus: ['2x RTX 3090'], ram: '64GiB' }, catalog);
try {
  const result = recommend({ useCase: 'code', languages: ['zh', 'en'], contextTokens: 32768 }, { catalog, hardware });
  const pick: Recommendation | undefined = result.recommendations[0];
  if (pick !== undefined) {
    const { decodeTokensPerSecond: decode } = pick.speed;
    const speed = decode === null ? 'unknown' : `${decode.low} to ${decode.high} tokens/s (${decode.basis})`;
    process.stdout.write(`${pick.model.id} in ${pick.quantization.id} on ${pick.engine.id}: ${speed}\n`);
    process.stdout.write(`${[pick.launch.command, ...pick.launch.args].join(' ')}\n`);
  }
  process.stdout.write(formatResult(result, { locale: 'zh-CN', width: 100 }));
} catch (error) {
  if (!(error instanceof AdvisorError)) throw error;
  for (const { message, remedy = '' } of error.problems) process.stderr.write(`${message} ${remedy}\n`);
}
