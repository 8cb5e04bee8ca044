import { Link } from 'react-router';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Json } from '../../components/Json';
import { Time } from '../../components/Time';
import { useEvent } from './api';
import './events.css';
import { ProvenanceMark } from './ProvenanceMark';

/** The record as it was delivered, and what proves where it came from. */
export function RawEvent({ eventId }: { eventId: string }) {
  const query = useEvent(eventId);
  return (
    <div className="raw-event">
      <Answered query={query} what="the event" rows={5}>
        {(event) => (
          <>
            <p className="raw-event-facts">
              <ProvenanceMark value={event.provenance} />
              {event.isUnclaimed && <Badge title="Nobody here has claimed this AWS account">Unclaimed account</Badge>}
              {!event.isTimeKnown && <Badge title="The record has no readable eventTime; the time it arrived stands in">Time of arrival</Badge>}
              <span>received <Time at={event.receivedAt} /></span>
              <span>record {event.recordIndex + 1} of <Link to={`/events?batchId=${event.batchId}`}>its batch</Link></span>
            </p>
            <Json value={event.record} what={`event ${event.eventId}`} />
          </>
        )}
      </Answered>
    </div>
  );
}
