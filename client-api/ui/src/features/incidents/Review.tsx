import { useEffect, useRef, useState } from 'react';
import type { Evidence, IncidentReview } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Techniques } from '../../components/Techniques';
import { TimeAgo } from '../../components/Time';
import { counted } from '../../format/numbers';
import { CitedLine } from '../chat/CitedLine';
import { EvidencePane } from '../chat/EvidencePane';
import { Freshness } from '../chat/Freshness';
import { Checklist } from './Checklist';
import { freshnessOf, partsOf, type ReviewPart } from './review';
import { ReviewAuthor } from './ReviewAuthor';

/** One version, part by part, with the evidence that was opened beside it. */
export function Review({ review }: { review: IncidentReview }) {
  const [opened, setOpened] = useState<Evidence>();
  const aside = useRef<HTMLDivElement>(null);
  const parts = partsOf(review);

  // Beside a long text on a desk it is in view already; above it, on a phone, it is not.
  useEffect(() => aside.current?.scrollIntoView?.({ block: 'nearest' }), [opened]);

  const cite = { opened: opened?.number, onOpen: (number: number) => setOpened(review.evidence.find((one) => one.number === number)) };
  return (
    <div className={opened === undefined ? 'review' : 'review review-beside'}>
      <article className="review-text" aria-label={`Version ${review.version} of the review`}>
        <ReviewAuthor review={review} />
        <Part part={parts.summary} review={review} {...cite} />
        <Part part={parts.story} review={review} isOrdered {...cite} />
        <Part part={parts.blastRadius} review={review} {...cite} />
        <Part part={parts.checkNext} review={review} {...cite} />
        <section className="review-part">
          <Heading part={parts.remediation} review={review} />
          <Checklist id={`${review.incidentId}.${review.version}`} lines={parts.remediation.lines.map((line) => line.steps.flat())} {...cite} />
        </section>
        <Origin review={review} />
      </article>
      {opened !== undefined && <div ref={aside} className="review-aside"><EvidencePane evidence={opened} onClose={() => setOpened(undefined)} /></div>}
    </div>
  );
}

interface PartProps {
  part: ReviewPart;
  review: IncidentReview;
  isOrdered?: boolean;
  opened: number | undefined;
  onOpen: (number: number) => void;
}

function Part({ part, review, isOrdered = false, opened, onOpen }: PartProps) {
  const List = isOrdered ? 'ol' : 'ul';
  return part.lines.length > 0 && (
    <section className="review-part">
      <Heading part={part} review={review} />
      <List className={isOrdered ? 'review-story' : 'review-lines'}>
        {part.lines.map((line, at) => (
          <li key={at}>
            {line.technique !== undefined && <Techniques ids={[line.technique]} />}
            <div className="review-steps">
              {line.steps.map((pieces, step) => <p key={step}><CitedLine pieces={pieces} opened={opened} onOpen={onOpen} /></p>)}
            </div>
          </li>
        ))}
      </List>
    </section>
  );
}

// Where nobody but the platform wrote, that is said once, at the end.
function Heading({ part, review }: { part: ReviewPart; review: IncidentReview }) {
  return (
    <h3>
      {part.title}
      {review.provider !== 'embedded' && review.sections.composed?.includes(part.heading) === true
        && <> <Badge title="What the model wrote of this did not hold to the evidence">Put together with no model</Badge></>}
    </h3>
  );
}

function Origin({ review }: { review: IncidentReview }) {
  const fresh = freshnessOf(review);
  return (
    <footer className="turn-origin quiet">
      <span>{review.provider === 'embedded' ? 'Put together from the evidence, with no model' : `Written by ${review.provider} ${review.model}`}</span>
      <span>Version {review.version}, written <TimeAgo at={review.writtenAt} /></span>
      {fresh !== undefined && <Freshness seen={fresh} />}
      {review.struck > 0 && <span>{counted(review.struck, 'sentence')} struck, which the evidence does not bear out</span>}
    </footer>
  );
}
