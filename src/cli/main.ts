import { processIo } from './process-io.ts';
import { runCli } from './run.ts';

// Never process.exit(): what was written must reach the pipe.
process.exitCode = await runCli(process.argv.slice(2), processIo());
