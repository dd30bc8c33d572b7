/** How much of something is used, as a bar beside its words; the words say it all. */
export function ShareBar({ share, words }: { readonly share: number; readonly words: string }) {
  const tone = share > 1 ? 'is-over' : share > 0.85 ? 'is-tight' : '';
  return (
    <span className="share-bar">
      <span className="share-track" aria-hidden>
        <span className={`share-fill ${tone}`} style={{ width: `${Math.min(100, Math.round(share * 100))}%` }} />
      </span>
      <span className="nowrap">{words}</span>
    </span>
  );
}
