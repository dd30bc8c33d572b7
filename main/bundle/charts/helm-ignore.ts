/** A line of .helmignore. */
interface Rule {
  readonly matches: (path: string) => boolean;
  readonly isNegated: boolean;
  readonly onlyFolders: boolean;
}

/**
 * Which paths of a chart's folder Helm leaves out when it packs it: .helmignore, a simpler .gitignore without `**`. Throws an
 * Error for a pattern Helm refuses too. Source: helm.sh/helm/v3/internal/ignore.
 */
export function helmIgnore(text: string): (path: string, isFolder: boolean) => boolean {
  // Helm adds this one to every chart's own
  const rules = [...text.split(/\r?\n/), 'templates/.?*'].flatMap(ruleOf);
  return (path, isFolder) =>
    rules.some(({ matches, isNegated, onlyFolders }) => {
      if (isNegated) return (onlyFolders && !isFolder) || !matches(path);
      return !(onlyFolders && !isFolder) && matches(path);
    });
}

function ruleOf(line: string): Rule[] {
  let pattern = line.trim();
  if (pattern === '' || pattern.startsWith('#')) return [];
  if (pattern.includes('**')) throw new Error('.helmignore: Helm knows no **');
  const isNegated = pattern.startsWith('!');
  if (isNegated) pattern = pattern.slice(1);
  const onlyFolders = pattern.endsWith('/');
  if (onlyFolders) pattern = pattern.slice(0, -1);
  const isAnchored = pattern.startsWith('/');
  const glob = globOf(isAnchored ? pattern.slice(1) : pattern);
  const matches =
    isAnchored || pattern.includes('/')
      ? (path: string) => glob.test(path)
      : (path: string) => glob.test(path.slice(path.lastIndexOf('/') + 1));
  return [{ matches, isNegated, onlyFolders }];
}

/** Go's filepath.Match: * and ? stay within a name. */
function globOf(pattern: string): RegExp {
  const source = pattern.replace(
    /\\(.)|\[(\^?)([^\]]+)\]|([*?])|([.+^$(){}|[\]\\/])/g,
    (_, escaped, not, set, wild, plain) => {
      if (escaped !== undefined) return escaped.replace(/\W/, '\\$&');
      if (set !== undefined) return `[${not}${set.replace(/[[\\]/g, '\\$&')}]`;
      if (wild !== undefined) return wild === '*' ? '[^/]*' : '[^/]';
      return `\\${plain}`;
    },
  );
  return new RegExp(`^${source}$`);
}
