import './note.css';

/** The shape of rows to come. */
export function Loading({ rows = 4, what }: { rows?: number; what: string }) {
  return (
    <div className="loading" role="status">
      <span className="only-for-readers">Loading {what}…</span>
      {Array.from({ length: rows }, (_, row) => <div key={row} className="loading-bar" />)}
    </div>
  );
}
