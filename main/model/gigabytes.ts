const bytesPerGib = 1024 ** 3;
const bytesPerGb = 1000 ** 3;

/** Whole GB (decimal, as disks are sold) that hold so many GiB (binary, as Kubernetes writes volumes). */
export function gbHolding(gib: number): number {
  return Math.ceil((gib * bytesPerGib) / bytesPerGb);
}
