import type { FormEvent } from 'react';
import { Button } from '../../components/Button';
import { TextField } from '../../components/Field';
import { fromField, toField } from '../../format/times';
import { type Condition, conditions, type EventFilter } from './filter';

export const labels: Record<Condition | 'from' | 'to', [label: string, example: string]> = {
  eventName: ['Event name', 'PutUserPolicy'],
  eventSource: ['Event source', 'iam.amazonaws.com'],
  actor: ['Actor', 'arn:aws:iam::…:user/…'],
  sourceIp: ['Source address', '203.0.113.7'],
  accountId: ['AWS account', '12 digits'],
  region: ['Region', 'us-east-1'],
  errorCode: ['Error code', 'AccessDenied'],
  batchId: ['Batch', 'id of a batch'],
  from: ['From', ''],
  to: ['To', ''],
};

interface EventConditionsProps {
  filter: EventFilter;
  onApply: (filter: EventFilter) => void;
  onClear: () => void;
}

/** Every condition at once. Mount it anew (by key) for another filter: the fields hold what is typed until applied. */
export function EventConditions({ filter, onApply, onClear }: EventConditionsProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const typed = Object.fromEntries(conditions.map((name) => [name, String(form.get(name))]));
    onApply({ ...typed, from: fromField(String(form.get('from'))), to: fromField(String(form.get('to'))) });
  };

  return (
    <form className="event-conditions" role="search" aria-label="Filter events" onSubmit={submit}>
      {conditions.map((name) => (
        <TextField key={name} name={name} label={labels[name][0]} placeholder={labels[name][1]} defaultValue={filter[name] ?? ''}
          autoComplete="off" autoCapitalize="off" spellCheck={false} />
      ))}
      {(['from', 'to'] as const).map((name) => (
        <TextField key={name} name={name} label={labels[name][0]} type="datetime-local" defaultValue={toField(filter[name])} />
      ))}
      <div className="event-conditions-actions">
        <Button type="submit" look="primary">Apply</Button>
        <Button onClick={onClear}>Clear</Button>
      </div>
    </form>
  );
}
