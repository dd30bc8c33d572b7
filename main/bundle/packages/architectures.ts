/** A platform's architecture as dpkg calls it. */
export function debianArchitecture(platform: string): string {
  return platform === 'linux/arm/v7' ? 'armhf' : (platform.split('/')[1] ?? '');
}

const rpmNames: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64', loong64: 'loongarch64' };

/** A platform's architecture as rpm calls it. */
export function rpmArchitecture(platform: string): string {
  const [, word = ''] = platform.split('/');
  return rpmNames[word] ?? word;
}
