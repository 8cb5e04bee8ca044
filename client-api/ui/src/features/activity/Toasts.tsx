import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { Severity } from '../../components/Severity';
import './activity.css';
import type { ActivityEntry } from './activity';
import { useActivity } from './ActivityProvider';

const shownFor = 12_000;

/** Incidents that open while the page is open, said on whichever page the reader is. */
export function Toasts() {
  const { entries } = useActivity();
  const [toast, setToast] = useState<ActivityEntry>();
  const openedAt = useRef(Date.now());
  const newest = entries.find((entry) => entry.kind === 'incident.opened');

  useEffect(() => {
    // What the stream tells on connecting happened before; the margin forgives clocks that differ.
    if (newest !== undefined && Date.parse(newest.at) > openedAt.current - 5_000) {
      setToast(newest);
    }
  }, [newest]);

  useEffect(() => {
    const timer = setTimeout(() => setToast(undefined), shownFor);
    return () => clearTimeout(timer);
  }, [toast]);

  return (
    <div className="toasts" role="status" aria-live="polite">
      {toast !== undefined && (
        <div className="toast" key={toast.sequence}>
          <div className="toast-text">
            {typeof toast.severity === 'string' && <Severity value={toast.severity} />}
            <p className="break">{toast.summary}</p>
            {typeof toast.subject === 'string' && <Link to={`/incidents/${toast.subject}`} onClick={() => setToast(undefined)}>Open the incident</Link>}
          </div>
          <Button look="bare" aria-label="Dismiss" onClick={() => setToast(undefined)}><Icon name="close" size={16} /></Button>
        </div>
      )}
    </div>
  );
}
