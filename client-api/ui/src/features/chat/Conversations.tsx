import { NavLink } from 'react-router';
import { LoadMore } from '../../components/LoadMore';
import { Panel } from '../../components/Panel';
import { TimeAgo } from '../../components/Time';
import { useConversations } from './api';

/** One's own, latest first. */
export function Conversations() {
  const query = useConversations();
  const conversations = query.data?.pages.flatMap((page) => page.conversations) ?? [];
  return (
    <Panel title="Conversations" className="conversations" actions={<NavLink to="/ask" end>New</NavLink>} isFlush>
      {conversations.length === 0
        ? <p className="conversations-none quiet">{query.isPending ? 'Loading…' : 'What you ask is kept here.'}</p>
        : (
          <ul>
            {conversations.map((one) => (
              <li key={one.id}>
                <NavLink to={`/ask/${one.id}`} className="conversation">
                  <span className="conversation-title">{one.title}</span>
                  <span className="quiet"><TimeAgo at={one.updatedAt} /></span>
                </NavLink>
              </li>
            ))}
          </ul>
        )}
      {query.hasNextPage && <LoadMore query={query} shown={`${conversations.length} conversations`} />}
    </Panel>
  );
}
