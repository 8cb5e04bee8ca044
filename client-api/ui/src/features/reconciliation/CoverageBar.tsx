import { partsOf } from './coverage';
import './coverage.css';

/** Protected, unprotected and unknown, as parts of what is live. The numbers stand beside it. */
export function CoverageBar({ share }: { share: { live: number; matched: number; unprotected: number; unknown: number } }) {
  let x = 0;
  return (
    <svg className="coverage-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      {partsOf(share).map(([of, size]) => {
        const start = x;
        x += size;
        return <rect key={of} className={`cover-${of}`} x={start} y="0" width={size} height="1" />;
      })}
    </svg>
  );
}
