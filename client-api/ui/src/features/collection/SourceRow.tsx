import type { SourceStatus } from '../../api/types';
import { Badge } from '../../components/Badge';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { Table } from '../../components/Table';
import { TimeAgo } from '../../components/Time';
import { count, counted } from '../../format/numbers';
import { duration, fromSpan } from '../../format/times';
import { useMay } from '../session/useRole';
import { useRunSource } from './api';
import { placeOf, type SourceGroup, stateName, states } from './sources';

/** A source; opened, each place that it is read in, with the vendor's own words where it is not well. */
export function SourceRow({ group }: { group: SourceGroup }) {
  const mayRun = useMay('manageCollection');
  const resources = group.places.reduce((sum, place) => sum + (place.schedule.lastRun?.resources ?? 0), 0);
  const running = group.places.filter((place) => place.current?.status === 'inProgress').length;
  return (
    <li className="source-row">
      <details>
        <summary>
          <Icon name="chevron" size={14} />
          <span className="source-name"><code>{group.source}</code><span className="quiet">{group.description}</span></span>
          <span className="source-sum number quiet">{counted(resources, 'resource')} in {counted(group.places.length, 'place')}</span>
          {running > 0 && <Badge>{count(running)} running</Badge>}
          <State status={group.places[0]!} />
        </summary>
        <Table
          label={`Where ${group.source} is read`}
          rows={group.places}
          id={placeOf}
          columns={[
            { title: 'Place', cell: (place) => <code>{placeOf(place)}</code> },
            { title: 'State', cell: (place) => <State status={place} /> },
            { title: 'Every', cell: (place) => <Cadence status={place} /> },
            { title: 'Last', cell: (place) => <LastRun status={place} /> },
            { title: 'Next', cell: (place) => <TimeAgo at={place.schedule.nextDueAt} /> },
            { title: 'Actions', isQuiet: true, cell: (place) => mayRun && <RunNow status={place} /> },
          ]}
        />
      </details>
      {group.places.filter((place) => place.failure != null).slice(0, 1).map((place) => <VendorWords key={placeOf(place)} status={place} />)}
    </li>
  );
}

function State({ status }: { status: SourceStatus }) {
  return <Badge look={states.find(([state]) => state === status.state)?.[2]}>{stateName(status.state)}</Badge>;
}

function Cadence({ status: { schedule, fastest, slowest } }: { status: SourceStatus }) {
  const bounds = fastest != null && slowest != null
    ? `It adapts between ${duration(fromSpan(fastest))} and ${duration(fromSpan(slowest))}.`
    : undefined;
  return <span className="number" title={bounds}>{duration(fromSpan(schedule.period))}</span>;
}

function LastRun({ status: { current, schedule } }: { status: SourceStatus }) {
  if (current?.status === 'inProgress') {
    return <span className="number">{counted(current.pages ?? 0, 'page')}, {counted(current.resources ?? 0, 'resource')} so far</span>;
  }

  const run = schedule.lastRun;
  return run?.finishedAt == null
    ? <span className="quiet">never</span>
    : <span><TimeAgo at={run.finishedAt} /> <span className="quiet number">({counted(run.resources ?? 0, 'resource')})</span></span>;
}

function RunNow({ status }: { status: SourceStatus }) {
  const run = useRunSource();
  return (
    <Button aria-label={`Read ${status.source} of ${placeOf(status)} now`} isBusy={run.isPending || status.current?.status === 'inProgress'}
      onClick={() => run.mutate({ accountId: status.accountId, source: status.source, region: status.region ?? undefined })}>
      Read now
    </Button>
  );
}

function VendorWords({ status }: { status: SourceStatus }) {
  const failure = status.failure!;
  return (
    <p className="source-failure">
      <code>{placeOf(status)}</code> {failure.operation} answered <strong>{failure.code}</strong>: <span className="break">{failure.message}</span>
    </p>
  );
}
