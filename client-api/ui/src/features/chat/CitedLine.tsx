import { Fragment } from 'react';
import { Time } from '../../components/Time';
import './ask.css';

/** Words, the number of a piece of evidence, or an instant. */
export type Piece = string | number | { at: string };

interface CitedLineProps {
  pieces: readonly Piece[];
  opened?: number;
  onOpen: (number: number) => void;
}

/** A line whose citations open their evidence. */
export function CitedLine({ pieces, opened, onOpen }: CitedLineProps) {
  return pieces.map((piece, place) => typeof piece === 'string' ? <Fragment key={place}>{piece}</Fragment>
    : typeof piece === 'object' ? <Time key={place} at={piece.at} />
    : (
      <button key={place} type="button" className="citation" aria-pressed={piece === opened} aria-label={`Evidence ${piece}`} onClick={() => onOpen(piece)}>
        {piece}
      </button>
    ));
}
