import './activity.css';
import { useActivity } from './ActivityProvider';

const words = { connecting: 'Connecting', live: 'Live', offline: 'Reconnecting' } as const;

/** Whether the page hears of what happens. */
export function LiveMark() {
  const { state } = useActivity();
  return (
    <span className={`live-mark live-mark-${state}`} role="status" title="Whether this page is told what happens as it happens">
      <span className="live-dot" aria-hidden="true" />
      {words[state]}
    </span>
  );
}
