import { type FormEvent } from 'react';
import type { Finding } from '../../api/types';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { SelectField, TextField } from '../../components/Field';
import { ProblemNote } from '../../components/ProblemNote';
import { useSuppress } from './api';
import { spans, untilAfter } from './suppression';

/** Asks why, and until when. */
export function SuppressDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const suppress = useSuppress(finding.id);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    suppress.mutate({ reason: String(form.get('reason')), until: untilAfter(Number(form.get('days')), Date.now()) }, { onSuccess: onClose });
  };

  return (
    <Dialog title="Suppress this finding" onClose={onClose}>
      <form className="suppress" onSubmit={submit}>
        <p className="quiet">It leaves the lists until then, and is counted all the while. It shows again by itself when the time is over, or when it gets worse.</p>
        <TextField label="Reason" name="reason" required maxLength={1000} autoComplete="off" placeholder="Why is this all right?" />
        <SelectField label="For" name="days" defaultValue="30">
          {spans.map(([days, name]) => <option key={days} value={days}>{name}</option>)}
        </SelectField>
        {suppress.error !== null && <ProblemNote error={suppress.error} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" isBusy={suppress.isPending}>Suppress</Button>
        </div>
      </form>
    </Dialog>
  );
}
