import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { router } from '../../app/router.ts';
import { keepHeapSmall } from '../keep-heap-small.ts';
import { openPracticeSession } from '../practice-session.ts';
import { openPracticeFile } from '../web/practice-file.ts';

keepHeapSmall();

// The practice process is started with this program, which is to be Node then; a packaged app has that switched off.
process.env.ELECTRON_RUN_AS_NODE = '1';

// A process of its own: a window that hangs or is reloaded stops nothing. Ports come from the main process only.
const { session, close } = openPracticeSession(openPracticeFile(), join(import.meta.dirname, 'practice.js'));
const handler = new RPCHandler(router);

process.parentPort.on('message', ({ data, ports: [port] }) => {
  if (data === 'ferryman-end') void close().finally(() => process.exit());
  if (data !== 'ferryman-port' || port === undefined) return;
  handler.upgrade(port, { context: { session, role: 'engineer' } });
  port.start();
});
