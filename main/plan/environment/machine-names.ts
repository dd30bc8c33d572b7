/** production-worker-03: lower-case RFC 1123, at most 63 characters, counted from one. */
export function machineName(environment: string, role: string, index: number): string {
  const tail = `${role}-${String(index + 1).padStart(2, '0')}`;
  return `${environment.slice(0, Math.max(1, 62 - tail.length)).replace(/-+$/, '')}-${tail}`;
}
