/** A name that gives way in the middle when room is short; the whole of it stays readable on hover and to readers. */
export function LongName({ name, tail = 8 }: { readonly name: string; readonly tail?: number }) {
  if (name.length <= tail * 2) return <span className="long-name">{name}</span>;
  return (
    <span className="long-name" title={name}>
      <span className="long-name-head">{name.slice(0, -tail)}</span>
      <span className="long-name-tail">{name.slice(-tail)}</span>
    </span>
  );
}
