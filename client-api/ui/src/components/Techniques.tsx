import { techniqueAddress } from '../format/techniques';
import './badge.css';

/** MITRE ATT&CK techniques, each a plain link to MITRE's own page. */
export function Techniques({ ids }: { ids: readonly string[] }) {
  return (
    <span className="techniques">
      {ids.map((id) => <Technique key={id} id={id} />)}
    </span>
  );
}

function Technique({ id }: { id: string }) {
  const address = techniqueAddress(id);
  return address === null
    ? <span className="technique">{id}</span>
    : <a className="technique" href={address} target="_blank" rel="noreferrer" title={`${id} at attack.mitre.org`}>{id}</a>;
}
