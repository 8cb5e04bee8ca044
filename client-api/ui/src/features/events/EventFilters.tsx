import { useState } from 'react';
import { localTime } from '../../format/times';
import { EventConditions, labels } from './EventConditions';
import { conditions, type EventFilter, type Span, spans } from './filter';

const spanNames: Record<Span, string> = { '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', '30d': 'Last 30 days' };

interface EventFiltersProps {
  filter: EventFilter;
  span: Span | undefined;
  onChange: (filter: EventFilter, span: Span | undefined) => void;
}

/** What is filtered, each condition removable, and a form for more. */
export function EventFilters({ filter, span, onChange }: EventFiltersProps) {
  const [isOpen, setIsOpen] = useState(false);
  const hasOwnTimes = filter.from !== undefined || filter.to !== undefined;
  const anyTime = { ...filter, from: undefined, to: undefined };
  return (
    <div className="event-filters">
      <div className="chips" role="group" aria-label="Time">
        {(Object.keys(spans) as Span[]).map((name) => (
          <button key={name} type="button" className="chip" aria-pressed={span === name} onClick={() => onChange(anyTime, name)}>
            {spanNames[name]}
          </button>
        ))}
        <button type="button" className="chip" aria-pressed={span === undefined && !hasOwnTimes} onClick={() => onChange(anyTime, undefined)}>
          All time
        </button>
        <button type="button" className="chip chip-more" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Hide filters' : 'Filters'}
        </button>
      </div>
      <ActiveConditions filter={filter} onChange={(next) => onChange(next, span)} />
      {isOpen && (
        <EventConditions
          key={JSON.stringify(filter)}
          filter={filter}
          onApply={(next) => onChange(next, next.from === undefined && next.to === undefined ? span : undefined)}
          onClear={() => onChange({}, undefined)}
        />
      )}
    </div>
  );
}

function ActiveConditions({ filter, onChange }: { filter: EventFilter; onChange: (filter: EventFilter) => void }) {
  const active = ([...conditions, 'from', 'to'] as const).filter((name) => filter[name] !== undefined);
  return active.length > 0 && (
    <ul className="chips" aria-label="Filtered by">
      {active.map((name) => {
        const value = name === 'from' || name === 'to' ? localTime(filter[name]!) : filter[name]!;
        return (
          <li key={name} className="condition">
            <span>{labels[name][0]}</span> <code className="break">{value}</code>
            <button type="button" aria-label={`Remove ${labels[name][0]} ${value}`} onClick={() => onChange({ ...filter, [name]: undefined })}>×</button>
          </li>
        );
      })}
    </ul>
  );
}
