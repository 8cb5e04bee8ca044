import { useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { rowsOf } from '../../api/pages';
import { Answered } from '../../components/Answered';
import { Button } from '../../components/Button';
import { Empty } from '../../components/Empty';
import { LoadMore } from '../../components/LoadMore';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { counted } from '../../format/numbers';
import { arrivedAfter } from '../activity/activity';
import { useActivity } from '../activity/ActivityProvider';
import { HowToSend } from '../overview/HowToSend';
import { useEvents } from './api';
import { EventFilters } from './EventFilters';
import { EventList } from './EventList';
import './events.css';
import { readFilter, readSpan, searchOf } from './filter';

export function EventsPage() {
  const [search, setSearch] = useSearchParams();
  const filter = readFilter(search);
  const span = readSpan(search);
  const query = useEvents(filter, span);

  return (
    <Page title="Events">
      <Panel isFlush>
        <EventFilters filter={filter} span={span} onChange={(next, nextSpan) => setSearch(searchOf(next, nextSpan))} />
        <Answered query={query} what="events" rows={8}>
          {(data) => {
            const events = rowsOf(data.pages, (page) => page.events, (event) => event.eventId);
            return events.length === 0
              ? <NoEvents isFiltered={search.size > 0} onClear={() => setSearch(new URLSearchParams())} />
              : <><Arrived since={data.pages[0]!.readAt} /><EventList events={events} /><LoadMore query={query} shown={counted(events.length, 'event')} /></>;
          }}
        </Answered>
      </Panel>
    </Page>
  );
}

/** Events that arrived since the list was read: offered, because rows that move while one reads them help nobody. */
function Arrived({ since }: { since: string }) {
  const { entries } = useActivity();
  const queries = useQueryClient();
  const arrived = arrivedAfter(entries, Date.parse(since));
  return (
    <div className="arrived" role="status">
      {arrived > 0 && (
        <Button onClick={() => void queries.resetQueries({ queryKey: ['events', 'list'] })}>
          {counted(arrived, 'event')} arrived since. Show
        </Button>
      )}
    </div>
  );
}

function NoEvents({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered
    ? <Empty title="No event matches this filter."><Button onClick={onClear}>Clear the filter</Button></Empty>
    : <HowToSend />;
}
