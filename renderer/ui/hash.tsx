/** A digest: the ends one compares, whole on hover and when copied. */
export function Hash({ value }: { readonly value: string }) {
  const bare = value.replace(/^sha256:/, '');
  return (
    <code className="hash" title={value}>
      {bare.length > 20 ? `${bare.slice(0, 10)}…${bare.slice(-6)}` : bare}
    </code>
  );
}
