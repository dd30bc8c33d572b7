const systems: Readonly<Record<string, string>> = { win32: 'windows' };
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** Node's names of system and processor as Go and OCI write them: linux/amd64, darwin/arm64. */
export function machinePlatform(system: string, architecture: string): string {
  return `${systems[system] ?? system}/${architectures[architecture] ?? architecture}`;
}
