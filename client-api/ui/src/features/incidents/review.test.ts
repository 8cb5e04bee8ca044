import { expect, it } from 'vitest';
import type { IncidentReview } from '../../api/types';
import { freshnessOf, partsOf } from './review';

const review: IncidentReview = {
  incidentId: 'i1', version: 1, provider: 'embedded', model: 'r', promptVersion: 'review.v1', struck: 0, writtenAt: '2026-03-14T09:00:00Z',
  sections: {
    summary: ['A trail was stopped [1].'], blastRadius: ['By network: nothing [1][9].'], checkNext: [], remediation: ['Make it log again [2].'],
    story: ['T1562.008, 2026-03-14T08:00:00Z: ann stopped the trail; 2026-03-14T08:01:00Z: ann deleted it; all of it [2].', 'ann looked around [1].'],
  },
  evidence: [
    { number: 1, kind: 'incident', id: 'i1', title: 'A trail was stopped', text: '', seenAt: '2026-03-14T08:00:00Z' },
    { number: 2, kind: 'incident', id: 'i1/e1', title: 'ann stopped the trail.', text: '', seenAt: '2026-03-14T08:30:00Z' },
    { number: 3, kind: 'finding', id: 'f1', title: 'Nobody cites this', text: '', seenAt: '2026-03-14T07:00:00Z' },
  ],
};

it('tells the technique that a line of the story begins with from its words, and the steps with their times', () => {
  expect(partsOf(review).story.lines).toEqual([
    { technique: 'T1562.008', steps: [[{ at: '2026-03-14T08:00:00Z' }, ': ann stopped the trail'], [{ at: '2026-03-14T08:01:00Z' }, ': ann deleted it; all of it ', 2, '.']] },
    { steps: [['ann looked around ', 1, '.']] },
  ]);
});

it('leaves a number that no evidence has as text', () => {
  expect(partsOf(review).blastRadius.lines[0]!.steps).toEqual([['By network: nothing ', 1, '[9]', '.']]);
});

it('is as fresh as what it cites', () => {
  expect(freshnessOf(review)).toEqual({ oldest: '2026-03-14T08:00:00Z', newest: '2026-03-14T08:30:00Z' });
});
