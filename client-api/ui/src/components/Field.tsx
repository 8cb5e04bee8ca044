import { type ComponentProps, type ReactNode, useId } from 'react';
import './field.css';

interface Labelled {
  label: string;
  hint?: ReactNode;
  error?: string;
}

/** A labelled input; hint and error are tied to it for screen readers. */
export function TextField({ label, hint, error, ...input }: Labelled & ComponentProps<'input'>) {
  const id = useId();
  return (
    <Wrapped id={id} label={label} hint={hint} error={error}>
      <input className="input" {...input} id={id} aria-invalid={error !== undefined || undefined} aria-describedby={`${id}-more`} />
    </Wrapped>
  );
}

export function SelectField({ label, hint, error, children, ...select }: Labelled & ComponentProps<'select'>) {
  const id = useId();
  return (
    <Wrapped id={id} label={label} hint={hint} error={error}>
      <select className="input" {...select} id={id} aria-describedby={`${id}-more`}>{children}</select>
    </Wrapped>
  );
}

function Wrapped({ id, label, hint, error, children }: Labelled & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {(error !== undefined || hint !== undefined) && (
        <div id={`${id}-more`}>
          {error !== undefined && <p className="field-error">{error}</p>}
          {hint !== undefined && <p className="field-hint">{hint}</p>}
        </div>
      )}
    </div>
  );
}
