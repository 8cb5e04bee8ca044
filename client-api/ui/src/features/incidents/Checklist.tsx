import { useState } from 'react';
import { counted } from '../../format/numbers';
import { CitedLine, type Piece } from '../chat/CitedLine';

interface ChecklistProps {
  /** Of what the list is; its ticks are kept under it. */
  id: string;
  lines: readonly (readonly Piece[])[];
  opened: number | undefined;
  onOpen: (number: number) => void;
}

/** Steps to tick off. The ticks are the reader's own notes: they stay in this browser. */
export function Checklist({ id, lines, opened, onOpen }: ChecklistProps) {
  const [done, setDone] = useState(() => ticks.get(id));
  function tick(line: number, isDone: boolean) {
    const now = isDone ? [...done, line] : done.filter((other) => other !== line);
    setDone(now);
    ticks.set(id, now);
  }

  return (
    <>
      <ul className="checklist">
        {lines.map((pieces, at) => {
          const label = `${id}.${at}`;
          return (
            <li key={at}>
              <input type="checkbox" aria-labelledby={label} checked={done.includes(at)} onChange={(event) => tick(at, event.target.checked)} />
              <span id={label} className={done.includes(at) ? 'checklist-done' : undefined}><CitedLine pieces={pieces} opened={opened} onOpen={onOpen} /></span>
            </li>
          );
        })}
      </ul>
      <p className="quiet checklist-count">{done.length} of {counted(lines.length, 'step')} done. The ticks are your own, in this browser.</p>
    </>
  );
}

const ticks = {
  key: (id: string) => `raposa.review.${id}`,
  get: (id: string): number[] => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(ticks.key(id)) ?? '[]');
      return Array.isArray(kept) ? kept.filter((line) => typeof line === 'number') : [];
    } catch {
      return [];
    }
  },
  set: (id: string, done: readonly number[]) => localStorage.setItem(ticks.key(id), JSON.stringify(done)),
};
