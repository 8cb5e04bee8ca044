import { TimeAgo } from '../../components/Time';
import { useNow } from '../../components/useNow';
import { timeAgo } from '../../format/times';

/** When evidence was seen: one time where the oldest and the newest would be told alike. */
export function Freshness({ seen: { oldest, newest } }: { seen: { oldest: string; newest: string } }) {
  const now = useNow(10_000);
  return <span>Evidence seen <TimeAgo at={oldest} />{timeAgo(oldest, now) !== timeAgo(newest, now) && <> to <TimeAgo at={newest} /></>}</span>;
}
