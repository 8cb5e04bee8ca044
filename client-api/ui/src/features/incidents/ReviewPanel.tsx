import { useState } from 'react';
import type { IncidentReview, IncidentReviews } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { SelectField } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { ProblemNote } from '../../components/ProblemNote';
import { localTime } from '../../format/times';
import { useMay } from '../session/useRole';
import { useReviews, useWriteReview } from './api';
import { Review } from './Review';
import './review.css';

/** What the copilot writes of an incident: the newest version, older ones on demand, and how to have one written. */
export function ReviewPanel({ incident }: { incident: string }) {
  const query = useReviews(incident);
  const write = useWriteReview(incident);
  const mayAsk = useMay('ask');
  const [chosen, setChosen] = useState<number>();
  const [isUnchanged, setIsUnchanged] = useState(false);
  const newest = query.data?.versions[0];

  // Where the evidence is the same the platform answers with the version that is there already.
  function begin() {
    setIsUnchanged(false);
    write.mutate(undefined, { onSuccess: (review) => {
      setIsUnchanged(review.version === newest?.version);
      setChosen(undefined);
    } });
  }

  return (
    <Panel
      title="Review"
      actions={newest !== undefined && mayAsk && <Button isBusy={write.isPending} onClick={begin}>{write.isPending ? 'Being written…' : 'Write it anew'}</Button>}
    >
      {write.error !== null && <ProblemNote error={write.error} onRetry={begin} />}
      <Answered query={query} what="the review" rows={3}>
        {(reviews) => newest === undefined
          ? <NoReview mayAsk={mayAsk} isBusy={write.isPending} onWrite={begin} />
          : (
            <>
              <Standing reviews={reviews} isUnchanged={isUnchanged} />
              {reviews.versions.length > 1 && <Versions versions={reviews.versions} chosen={chosen ?? newest.version} onChoose={setChosen} />}
              <Review key={chosen ?? newest.version} review={reviews.versions.find((one) => one.version === chosen) ?? newest} />
            </>
          )}
      </Answered>
    </Panel>
  );
}

function Standing({ reviews, isUnchanged }: { reviews: IncidentReviews; isUnchanged: boolean }) {
  return reviews.isOutdated
    ? <p className="review-note">The evidence has changed since the newest version was written. Write it anew to take that in.</p>
    : isUnchanged && <p className="review-note review-note-quiet" role="status">Nothing in the evidence has changed, so the newest version stands.</p>;
}

function Versions({ versions, chosen, onChoose }: { versions: readonly IncidentReview[]; chosen: number; onChoose: (version: number) => void }) {
  return (
    <div className="review-versions">
      <SelectField label="Version" value={chosen} onChange={(event) => onChoose(Number(event.target.value))}>
        {versions.map(({ version, writtenAt, isMachineWritten }, at) => (
          <option key={version} value={version}>
            {version}{at === 0 ? ', the newest' : ''} · {localTime(writtenAt)}{isMachineWritten === false ? ' · accepted' : ''}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function NoReview({ mayAsk, isBusy, onWrite }: { mayAsk: boolean; isBusy: boolean; onWrite: () => void }) {
  return (
    <Empty title="Nobody has had this incident reviewed yet.">
      <p>A review tells what happened, how far it reaches and what to put right, each sentence with its evidence.</p>
      {mayAsk
        ? <Button look="primary" isBusy={isBusy} onClick={onWrite}>{isBusy ? 'Being written…' : 'Write a review'}</Button>
        : <p>An analyst can have one written.</p>}
    </Empty>
  );
}
