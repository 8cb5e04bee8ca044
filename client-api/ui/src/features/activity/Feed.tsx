import { useState } from 'react';
import { Link } from 'react-router';
import { Icon, type IconName } from '../../components/Icon';
import { Severity } from '../../components/Severity';
import { TimeAgo } from '../../components/Time';
import './activity.css';
import { type ActivityEntry, addressOf } from './activity';

const icons: Record<string, IconName> = {
  batch: 'batch', incident: 'incidents', finding: 'findings', rule: 'rules', credential: 'key', account: 'key', member: 'people', organization: 'settings',
};

/** What happened, newest first. */
export function Feed({ entries }: { entries: readonly ActivityEntry[] }) {
  return (
    <ol className="feed">
      {entries.map((entry) => <FeedEntry key={`${entry.sequence} ${entry.at}`} entry={entry} />)}
    </ol>
  );
}

function FeedEntry({ entry }: { entry: ActivityEntry }) {
  const address = addressOf(entry);
  const kind = entry.kind.split('.')[0]!;
  // What is shown on connecting happened before, and does not light up.
  const [isNew] = useState(() => Date.now() - Date.parse(entry.at) < 5_000);
  return (
    <li className={`feed-entry feed-${kind} ${isNew ? 'is-new' : ''}`}>
      <span className="feed-icon"><Icon name={icons[kind] ?? 'overview'} size={16} /></span>
      <div className="feed-text">
        <p className="break">{address === undefined ? entry.summary : <Link to={address}>{entry.summary}</Link>}</p>
        <p className="feed-meta">
          {typeof entry.severity === 'string' && <Severity value={entry.severity} />}
          <TimeAgo at={entry.at} />
        </p>
      </div>
    </li>
  );
}
