/** Characters. */
const pieceLength = 65_536;

/** Many small parts as pieces worth writing one by one; a large document is never in memory whole. */
export function* inPieces(parts: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const part of parts) {
    waiting += part;
    if (waiting.length < pieceLength) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}
