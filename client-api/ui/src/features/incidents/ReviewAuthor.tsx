import { asProblem } from '../../api/problem';
import type { IncidentReview } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Button } from '../../components/Button';
import { TimeAgo } from '../../components/Time';
import { useMembers } from '../organizations/api';
import { useMay } from '../session/useRole';
import { useAcceptReview } from './api';

/** Who stands for a version: nobody until a person accepts it. */
export function ReviewAuthor({ review }: { review: IncidentReview }) {
  return review.acceptedAt == null
    ? <MachineWritten review={review} />
    : <p className="review-author"><Badge look="good">Accepted</Badge><span className="quiet">by <Person id={review.acceptedBy} />, <TimeAgo at={review.acceptedAt} /></span></p>;
}

function MachineWritten({ review }: { review: IncidentReview }) {
  const accept = useAcceptReview(review.incidentId);
  const mayManage = useMay('manageIncidents');
  return (
    <div className="review-author">
      <Badge look="demo">Machine-written</Badge>
      <span className="quiet">Nobody has accepted it yet.</span>
      {mayManage && <Button isBusy={accept.isPending} onClick={() => accept.mutate(review.version)}>Accept it</Button>}
      {accept.error !== null && <span className="field-error" role="alert">{asProblem(accept.error).title}</span>}
    </div>
  );
}

// Whoever has left since is a member no more.
function Person({ id }: { id: string | null | undefined }) {
  return useMembers().data?.find((member) => member.personId === id)?.email ?? 'a person of yours';
}
