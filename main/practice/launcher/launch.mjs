// Starts programs for a process that is too large to do it itself: making a child costs the more the larger its parent is,
// and the parent stands still meanwhile. Three connections to SOCKET are one program's input, output and errors, in the
// order of the commands {id, argv, env} that come over the IPC channel; {id} goes back when it has begun, {id, code} when
// it has ended.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

const streams = [];
const commands = [];

function launchWhatIsComplete() {
  while (commands.length > 0 && streams.length >= 3) {
    const { id, argv, env } = commands.shift();
    const stdio = streams.splice(0, 3);
    // A group of its own, as a login session has: what is left behind can be ended as a whole.
    const child = spawn(argv[0], argv.slice(1), { env, detached: true, stdio });
    child.once('error', () => process.send({ id, code: 127 }));
    child.once('exit', (code) => process.send({ id, code }));
    for (const stream of stdio) stream.destroy();
    process.send({ id });
  }
}

const server = createServer({ pauseOnConnect: true }, (stream) => {
  streams.push(stream);
  launchWhatIsComplete();
});
process.on('message', (command) => {
  commands.push(command);
  launchWhatIsComplete();
});
process.once('disconnect', () => process.exit());
server.listen(process.argv[2], () => process.send({ isListening: true }));
