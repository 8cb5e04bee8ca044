import { useId, useState } from 'react';
import type { TrailEvent } from '../../api/types';
import { Arn } from '../../components/Arn';
import { Badge } from '../../components/Badge';
import { Icon } from '../../components/Icon';
import { Time } from '../../components/Time';
import './events.css';
import { RawEvent } from './RawEvent';

/** Events as rows that open to the record. */
export function EventList({ events }: { events: readonly TrailEvent[] }) {
  return (
    <>
      <div className="event-columns" aria-hidden="true">
        <span />
        <span>Time</span>
        <span>Event</span>
        <span>Actor</span>
        <span>From</span>
        <span>Where</span>
      </div>
      <ul className="event-list">
        {events.map((event) => <EventRow key={event.eventId} event={event} />)}
      </ul>
    </>
  );
}

function EventRow({ event }: { event: TrailEvent }) {
  const [isOpen, setIsOpen] = useState(false);
  const rawId = useId();
  return (
    <li>
      <button type="button" className="event-row" aria-expanded={isOpen} aria-controls={rawId} onClick={() => setIsOpen(!isOpen)}>
        <Icon name="chevron" size={14} />
        <span className="event-time"><Time at={event.eventTime} /></span>
        <span className="event-name">
          <strong>{event.eventName ?? 'Unnamed event'}</strong>
          <span className="quiet">{event.eventSource?.replace('.amazonaws.com', '')}</span>
          {typeof event.errorCode === 'string' && <Badge look="bad">{event.errorCode}</Badge>}
        </span>
        <span className="event-actor mono break"><span className="only-for-readers">Actor </span><Arn text={event.actor ?? '—'} /></span>
        <span className="event-from mono break"><span className="only-for-readers">From </span>{event.sourceIp ?? '—'}</span>
        <span className="event-where mono">
          <span>{event.region ?? '—'}</span>
          <span className="quiet">{event.accountId}{event.isUnclaimed && ' (unclaimed)'}</span>
        </span>
      </button>
      <div id={rawId}>{isOpen && <RawEvent eventId={event.eventId} />}</div>
    </li>
  );
}
