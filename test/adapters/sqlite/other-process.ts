/** A second Ferryman: `open PATH` tells how it could open the file, `hold PATH` keeps it, `append PATH` writes until it is killed. */
import { siteFiles } from '../../../main/adapters/sqlite/site-file.ts';
import { toErrorRecord } from '../../../main/model/errors/ferryman-error.ts';

const [verb, path = ''] = process.argv.slice(2);
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

try {
  const store = siteFiles.open(path);
  const { readOnlyReason } = store;
  if (verb === 'append') {
    for (let number = 1; ; number += 1) {
      const notes = [1, 2, 3].map(() =>
        store.append('op', { type: 'note-added', by: 'child', note: `note ${number}` }),
      );
      say((await Promise.all(notes)).map(({ hash }) => hash));
    }
  }
  const write = await store.append('op', { type: 'note-added', by: 'child', note: 'mine' }).then(
    () => 'written',
    (error: unknown) => toErrorRecord(error).code,
  );
  say({ reason: readOnlyReason?.code ?? '', message: readOnlyReason?.message.en ?? '', write });
  if (verb === 'hold') process.stdin.resume().on('end', () => store.close());
  else store.close();
} catch (error) {
  say({ failed: toErrorRecord(error).code });
}
