import { Button } from './Button';
import { CopyButton } from './CopyButton';
import { Dialog } from './Dialog';

export interface Secret {
  name: string;
  value: string;
}

/** Secrets at the one moment they are shown. It closes by its button only, so that no stray key loses them. */
export function SecretDialog({ title, secrets, hint, onClose }: { title: string; secrets: Secret[]; hint: string; onClose: () => void }) {
  return (
    <Dialog title={title}>
      <p className="quiet">{hint}</p>
      {secrets.map(({ name, value }) => (
        <div key={name} className="secret">
          <h3>{name}</h3>
          <div className="secret-row">
            <code>{value}</code>
            <CopyButton text={value} what={name} />
          </div>
        </div>
      ))}
      <div className="dialog-actions">
        <Button look="primary" onClick={onClose}>I have stored {secrets.length === 1 ? 'it' : 'them'}</Button>
      </div>
    </Dialog>
  );
}
