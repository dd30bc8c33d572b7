import { connect, createServer, type Socket } from 'node:net';

/**
 * delaying-relay.ts TARGET_PORT BYTES_PER_SECOND RTT_MS: a long wire in a process of its own, for kernels without netem.
 * Bytes leave in order, no faster than the rate, half a round trip later. Prints the port it listens on; ends with its
 * standard input. Both ends are on this machine: what it slows is what SSH itself waits for (its handshakes and window),
 * not TCP's.
 */
const [targetPort = 0, bytesPerSecond = 0, rttMs = 0] = process.argv.slice(2).map(Number);
/** What a network card's queue holds, in time. */
const queueMs = 5;

const server = createServer({ noDelay: true }, (near) => {
  const far = connect({ host: '127.0.0.1', port: targetPort, noDelay: true });
  carry(near, far);
  carry(far, near);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : 0}\n`);
});
process.stdin.resume().on('end', () => process.exit());

function carry(from: Socket, to: Socket): void {
  const waiting: { readonly dueMs: number; readonly bytes: Buffer | undefined }[] = [];
  let freeAtMs = 0;
  let isDraining = false;
  let isArmed = false;
  const arm = () => {
    if (isArmed) return;
    isArmed = true;
    setTimeout(deliver, 1);
  };
  const deliver = () => {
    isArmed = false;
    const nowMs = performance.now();
    while (!isDraining && waiting[0] !== undefined && waiting[0].dueMs <= nowMs) {
      const { bytes } = waiting.shift() ?? {};
      if (bytes === undefined) to.end();
      else isDraining = !to.write(bytes);
    }
    if (!isDraining && freeAtMs - nowMs < queueMs) from.resume();
    if (waiting.length > 0 && !isDraining) arm();
  };
  const take = (bytes: Buffer | undefined) => {
    freeAtMs = Math.max(performance.now(), freeAtMs) + ((bytes?.length ?? 0) * 1000) / bytesPerSecond;
    waiting.push({ dueMs: freeAtMs + rttMs / 2, bytes });
    if (freeAtMs - performance.now() > queueMs) from.pause();
    arm();
  };
  from.on('data', take).on('end', () => take(undefined));
  to.on('drain', () => {
    isDraining = false;
    deliver();
  });
  // a reset arrives at once: what was under way is lost with it
  from.on('error', () => {
    from.destroy();
    to.destroy();
  });
}
