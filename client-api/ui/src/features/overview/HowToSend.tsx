import { Link } from 'react-router';
import { CodeBlock } from '../../components/CodeBlock';
import './overview.css';
import { curlSend, raposaSend } from './snippets';

/** What a new organization sees instead of events: the way to its first ones. */
export function HowToSend() {
  const { origin } = window.location;
  return (
    <div className="how-to">
      <h2>Nothing has arrived yet</h2>
      <p className="quiet">Three steps to the first events.</p>
      <ol className="how-to-steps">
        <li>
          <h3><Link to="/settings/accounts">Claim your AWS accounts</Link></h3>
          <p className="quiet">So that nobody else can send events of theirs.</p>
        </li>
        <li>
          <h3><Link to="/settings/credentials">Issue a credential</Link></h3>
          <p className="quiet">An API key, and a secret that signs every batch. Both are shown once.</p>
        </li>
        <li>
          <h3>Send CloudTrail</h3>
          <p className="quiet">Files as AWS delivers them, <code>.json</code>, <code>.json.gz</code> or <code>.jsonl</code>, or a folder of them:</p>
          <CodeBlock text={raposaSend(origin)} what="the command" />
          <p className="quiet">Or with any Standard Webhooks library, or with curl:</p>
          <CodeBlock text={curlSend(origin)} what="the curl command" />
        </li>
      </ol>
    </div>
  );
}
