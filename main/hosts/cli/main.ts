import { keepHeapSmall } from '../keep-heap-small.ts';
import { runCli } from './program.ts';

keepHeapSmall();

// a reader that has seen enough (`| head`) ends no work under way
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

process.exitCode = await runCli(process.argv.slice(2));
