import type { IncidentReview } from '../../api/types';
import { freshness, linesOf } from '../chat/answer';
import type { Piece } from '../chat/CitedLine';

/** A line of a review: what technique it tells of, if it begins with one, and its words. Of the story, in the steps that it is told in. */
export interface ReviewLine {
  technique?: string;
  steps: Piece[][];
}

export interface ReviewPart {
  title: string;
  /** What the platform calls it where it says which parts no model wrote. */
  heading: string;
  lines: ReviewLine[];
}

/** The parts of a review as a page shows them, in the order that they are read in. */
export function partsOf(review: IncidentReview): Record<'summary' | 'story' | 'blastRadius' | 'checkNext' | 'remediation', ReviewPart> {
  const { sections, evidence } = review;
  const part = (title: string, heading: string, lines: readonly string[]): ReviewPart => ({
    title, heading, lines: lines.flatMap((text) => linesOf({ text, evidence })).map(({ pieces }) => lineOf(pieces)),
  });
  return {
    summary: part('Summary', 'Summary', sections.summary),
    story: part('Attack story', 'Attack story', sections.story),
    blastRadius: part('How far it reaches', 'Blast radius', sections.blastRadius),
    checkNext: part('What to check next', 'Check next', sections.checkNext),
    remediation: part('What to put right', 'Remediation', sections.remediation),
  };
}

/** When the evidence that it cites was seen. */
export function freshnessOf(review: IncidentReview): { oldest: string; newest: string } | undefined {
  return freshness({ text: Object.values(review.sections).flat().join('\n'), evidence: review.evidence });
}

function lineOf(pieces: (string | number)[]): ReviewLine {
  const [first, ...rest] = pieces;
  const named = typeof first === 'string' ? /^(T\d{4}(?:\.\d{3})?)[,:]?\s+/.exec(first) : null;
  return named === null ? { steps: stepsOf(pieces) } : { technique: named[1]!, steps: stepsOf([String(first).slice(named[0].length), ...rest]) };
}

// A step begins with its time after a semicolon: that is how several of one technique are told in a line.
function stepsOf(pieces: (string | number)[]): Piece[][] {
  const steps: Piece[][] = [[]];
  for (const piece of pieces) {
    if (typeof piece === 'number') {
      steps.at(-1)!.push(piece);
      continue;
    }

    piece.split(/;\s+(?=\d{4}-\d\d-\d\dT)/).forEach((text, at) => {
      if (at > 0) {
        steps.push([]);
      }
      steps.at(-1)!.push(...timesIn(text));
    });
  }

  return steps;
}

function timesIn(text: string): Piece[] {
  return text.split(/(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z)/).filter((part) => part !== '').map((part) => /^\d{4}-\d\d-\d\dT/.test(part) ? { at: part } : part);
}
