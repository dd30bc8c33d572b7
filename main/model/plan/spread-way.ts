/** How the same bytes come to several machines: from here to each, or from here to one that passes them on, and so forth. */
export interface SpreadPrediction {
  readonly way: 'star' | 'chain';
  readonly starSeconds: number;
  readonly chainSeconds: number;
}

/**
 * What a chain takes before the first byte, and one more machine in it, in seconds: estimates. Eight hosts that shared two
 * cores with the engine took 14 s more than one.
 */
const setUpSeconds = 3;
const hopSeconds = 0.2;
/** A chain has more that can break: it has to save this much. */
const worthSeconds = 15;

/**
 * Star: N·S/B, chain: S/B + set-up + N hops, with S bytes, N machines and an uplink of B bytes a second that is no faster
 * than the links between the machines.
 */
export function predictSpread(machines: number, sizeBytes: number, bytesPerSecond: number): SpreadPrediction {
  const once = sizeBytes / bytesPerSecond;
  const starSeconds = machines * once;
  const chainSeconds = once + setUpSeconds + machines * hopSeconds;
  return { way: starSeconds - chainSeconds >= worthSeconds ? 'chain' : 'star', starSeconds, chainSeconds };
}
