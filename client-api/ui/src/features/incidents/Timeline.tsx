import { useId, useState } from 'react';
import { Link } from 'react-router';
import type { TimelineEntry } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Empty } from '../../components/Empty';
import { Icon } from '../../components/Icon';
import { Severity } from '../../components/Severity';
import { Techniques } from '../../components/Techniques';
import { Time } from '../../components/Time';
import { counted } from '../../format/numbers';
import { duration } from '../../format/times';
import { RawEvent } from '../events/RawEvent';
import { storyOf } from './story';
import './timeline.css';

/** What happened, oldest first, with the time that passed between. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return entries.length === 0
    ? <Empty title="Nothing in this timeline yet." />
    : (
      <ol className="timeline">
        {storyOf(entries).map((passage, at, story) => {
          const before = story[at - 1]?.entries.at(-1);
          return passage.isFolded
            ? <Fold key={keyOf(passage.entries[0]!)} entries={passage.entries} before={before} />
            : <Entries key={keyOf(passage.entries[0]!)} entries={passage.entries} before={before} />;
        })}
      </ol>
    );
}

function Entries({ entries, before }: { entries: readonly TimelineEntry[]; before: TimelineEntry | undefined }) {
  return entries.map((entry, at) => <Entry key={keyOf(entry)} entry={entry} before={at === 0 ? before : entries[at - 1]} />);
}

/** The middle of a long run of one rule. */
function Fold({ entries, before }: { entries: readonly TimelineEntry[]; before: TimelineEntry | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  const lasted = Date.parse(entries.at(-1)!.at) - Date.parse(entries[0]!.at);
  return (
    <>
      <li className="timeline-entry timeline-fold">
        <div className="timeline-when" />
        <button type="button" className="disclosure" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <Icon name="chevron" size={14} />
          {counted(entries.length, 'more hit')} of the same rule{lasted >= 1000 && ` within ${duration(lasted)}`}
        </button>
      </li>
      {isOpen && <Entries entries={entries} before={before} />}
    </>
  );
}

function keyOf(entry: TimelineEntry): string {
  return `${entry.ruleId} ${entry.eventId}`;
}

function Entry({ entry, before }: { entry: TimelineEntry; before: TimelineEntry | undefined }) {
  const [isOpen, setIsOpen] = useState(false);
  const rawId = useId();
  const passed = before === undefined ? 0 : Date.parse(entry.at) - Date.parse(before.at);
  return (
    <li className={`timeline-entry timeline-${entry.severity}`}>
      <div className="timeline-when">
        <Time at={entry.at} />
        {passed >= 1000 && <span className="timeline-passed">+{duration(passed)}</span>}
      </div>
      <div className="timeline-what">
        <p className="timeline-sentence break">{entry.summary}</p>
        <p className="timeline-rule">
          <Severity value={entry.severity} />
          <Link to={`/rules/${encodeURIComponent(entry.ruleId)}`}>{entry.ruleTitle}</Link>
          <Techniques ids={entry.techniques} />
        </p>
        <EventFacts entry={entry} />
        <button type="button" className="disclosure" aria-expanded={isOpen} aria-controls={rawId} onClick={() => setIsOpen(!isOpen)}>
          <Icon name="chevron" size={14} />
          {isOpen ? 'Hide the raw event' : 'Show the raw event'}
        </button>
        <div id={rawId}>{isOpen && <RawEvent eventId={entry.eventId} />}</div>
      </div>
    </li>
  );
}

function EventFacts({ entry }: { entry: TimelineEntry }) {
  return (
    <p className="timeline-facts mono">
      {typeof entry.eventName === 'string' && <span title={entry.eventSource ?? undefined}>{entry.eventName}</span>}
      {typeof entry.sourceIp === 'string' && <span>from <Link to={`/events?sourceIp=${encodeURIComponent(entry.sourceIp)}`}>{entry.sourceIp}</Link></span>}
      {typeof entry.region === 'string' && <span>{entry.region}</span>}
      {typeof entry.accountId === 'string' && <span>{entry.accountId}</span>}
      {typeof entry.errorCode === 'string' && <Badge look="bad">{entry.errorCode}</Badge>}
    </p>
  );
}
