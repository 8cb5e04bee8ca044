import type { Finding } from '../../api/types';
import { bandOf } from './priorities';
import './findings.css';

/** How soon to look at it, by a number and a word; how much of it is not known. */
export function Priority({ value }: { value: Finding['priority'] }) {
  return (
    <span className={`priority priority-${bandOf(value.score).toLowerCase()}`}>
      <strong className="number">{value.score}</strong> {bandOf(value.score)}
      {value.unknowns > 0 && <span className="priority-unknown" title={`${value.unknowns} of its factors are unknown and count as the worst.`}>{value.unknowns} unknown</span>}
    </span>
  );
}
