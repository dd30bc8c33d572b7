import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import { CoalescingChannel } from '../../../main/adapters/ssh/coalescing-channel.ts';
import { openSocket } from '../../../main/adapters/ssh/open-socket.ts';
import { address } from './support.ts';

test('writes to a connected socket wait for each other until the end of the turn', async () => {
  const server = createServer((peer) => peer.pipe(peer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = await openSocket(address((server.address() as AddressInfo).port), 1_000);
  let calls = 0;
  const writev = socket._writev?.bind(socket);
  socket._writev = (chunks, done) => {
    calls += 1;
    writev?.(chunks, done);
  };
  for (const piece of ['length', 'payload', 'tag']) socket.write(piece);
  expect([calls, socket.writableLength]).toEqual([0, 16]);
  expect(String((await once(socket, 'data'))[0])).toBe('lengthpayloadtag');
  expect(calls).toBe(1);
  socket.destroy();
  server.close();
});

test('a channel of a jump host gets them as one write', async () => {
  const written: string[] = [];
  const channel = new CoalescingChannel(
    new Duplex({
      read() {},
      write(chunk, _encoding, done) {
        written.push(String(chunk));
        done();
      },
    }),
  );
  for (const piece of ['length', 'payload', 'tag']) channel.write(piece);
  expect(written).toEqual([]);
  channel.end();
  await once(channel, 'finish');
  expect(written).toEqual(['lengthpayloadtag']);
});
