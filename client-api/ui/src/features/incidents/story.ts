import type { TimelineEntry } from '../../api/types';

/** A part of a timeline: entries to show, or the middle of a long run of the same thing, to be shown on request. */
export interface Passage {
  isFolded: boolean;
  entries: TimelineEntry[];
}

/** A run is folded only where that spares reading: three rows are read faster than a fold is understood. */
const longRun = 5;

/** The timeline as a story: of hits of one rule in a row, the first and the last are told and the middle is folded. */
export function storyOf(entries: readonly TimelineEntry[]): Passage[] {
  const passages: Passage[] = [];
  const tell = (told: TimelineEntry[]) => {
    const last = passages.at(-1);
    if (last?.isFolded === false) {
      last.entries.push(...told);
    } else {
      passages.push({ isFolded: false, entries: [...told] });
    }
  };

  for (const run of runsOf(entries)) {
    if (run.length < longRun) {
      tell(run);
    } else {
      tell(run.slice(0, 1));
      passages.push({ isFolded: true, entries: run.slice(1, -1) });
      tell(run.slice(-1));
    }
  }
  return passages;
}

function runsOf(entries: readonly TimelineEntry[]): TimelineEntry[][] {
  const runs: TimelineEntry[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run?.[0]?.ruleId === entry.ruleId) {
      run.push(entry);
    } else {
      runs.push([entry]);
    }
  }
  return runs;
}
