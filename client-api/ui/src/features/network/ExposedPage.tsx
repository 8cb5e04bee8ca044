import { Link, useParams } from 'react-router';
import type { Exposure, NetworkAnswer } from '../../api/types';
import { Answered } from '../../components/Answered';
import { Badge } from '../../components/Badge';
import { Empty } from '../../components/Empty';
import { Page } from '../../components/Page';
import { Panel } from '../../components/Panel';
import { Time } from '../../components/Time';
import { addressOf } from '../findings/filter';
import { useExposure, useWitness } from './api';
import { ownersOf, portsName } from './exposure';
import { ReachedBy } from './ExposurePage';
import './network.css';

/** Every way from the internet to one resource, each with the packet that proves it. */
export function ExposedPage() {
  const { id } = useParams();
  const query = useExposure();
  return (
    <Page title={id!} trail={<Link to="/exposure">Exposure</Link>} actions={<Link className="button button-plain" to={addressOf({ subject: id, status: 'any' })}>Its findings</Link>}>
      <Answered query={query} what="the exposure" rows={6}>
        {(report) => {
          const owner = ownersOf(report).find((one) => one.id === id);
          return owner === undefined
            ? <Panel><Empty title="The internet does not reach it, as far as is known." /></Panel>
            : (
              <>
                <p className="exposed-sum"><ReachedBy by={owner.by} /> <span className="quiet">in <code>{owner.vpcs.join(', ')}</code>, as of <Time at={report.basis.asOf} /></span></p>
                {owner.rows.map((row, at) => <Way key={at} row={row} asOf={report.basis.asOf} />)}
              </>
            );
        }}
      </Answered>
    </Page>
  );
}

function Way({ row, asOf }: { row: Exposure; asOf: string }) {
  const hasPort = row.protocol === 'tcp' || row.protocol === 'udp';
  const query = useWitness(row.interfaceId, row.protocol, hasPort ? row.fromPort : undefined, asOf);
  return (
    <Panel title={portsName(row)} actions={<Badge look={row.outcome === 'allowed' && row.isEveryone ? 'bad' : 'quiet'}>{row.outcome !== 'allowed' ? 'Unknown' : row.isEveryone ? 'Anybody' : 'Some addresses'}</Badge>}>
      <Answered query={query} what="the proof" rows={3}>{(answer) => <Proof answer={answer} />}</Answered>
    </Panel>
  );
}

function Proof({ answer: { verdict } }: { answer: NetworkAnswer }) {
  return (
    <div className="proof">
      {verdict.witness != null && (
        <p>
          A packet of {verdict.witness.protocol} from <code>{end(verdict.witness.source, verdict.witness.sourcePort)}</code> arrives
          at <code>{end(verdict.witness.destination, verdict.witness.destinationPort)}</code>, and its answer comes back.
        </p>
      )}
      <ol className="hops" aria-label="The way">
        {(verdict.hops ?? []).map((hop, at) => (
          <li key={at} className={hop.isAnswer ? 'is-answer' : ''}>
            <code>{hop.node}</code>
            {hop.rules.length > 0 && <span className="quiet"> lets it through by {hop.rules.map((rule) => <code key={rule}>{rule}</code>)}</span>}
            {hop.isAnswer && <span className="quiet"> on the way back</span>}
          </li>
        ))}
      </ol>
      {(verdict.missing ?? []).length > 0 && <p className="quiet">For a certain answer there would have to be collected: {verdict.missing?.join(', ')}.</p>}
    </div>
  );
}

function end(address: string, port: number | null | undefined): string {
  return port == null ? address : address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
