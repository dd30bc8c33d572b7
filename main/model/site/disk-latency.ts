/** How long a disk takes until it has a small write, as etcd's log makes them. Times in ms. */
export type DiskLatency = DiskPlace &
  (
    | {
        readonly state: 'measured';
        /** Such as `fio-3.33` or `python3`. */
        readonly way: string;
        readonly writes: number;
        readonly p50Ms: number;
        readonly p99Ms: number;
        readonly maxMs: number;
      }
    /** By dd: no percentiles. */
    | { readonly state: 'mean-only'; readonly way: string; readonly writes: number; readonly meanMs: number }
    /** It was stopped: single writes took more than a second. */
    | { readonly state: 'too-slow'; readonly way: string }
    | { readonly state: 'not-measured'; readonly reason: 'etcd-runs' | 'no-room' | 'no-way' }
  );

interface DiskPlace {
  /** The directory that was written to, on the disk that holds or will hold etcd's data. */
  readonly path: string;
  readonly device: string;
  /** Ways that were tried before, and why they were not taken. */
  readonly passedOver: string;
}
