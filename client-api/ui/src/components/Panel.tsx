import { type ReactNode, useId } from 'react';
import './panel.css';

interface PanelProps {
  title?: string;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  /** The content brings its own padding (lists and tables that go to the edge). */
  isFlush?: boolean;
}

/** A titled region of a page. */
export function Panel({ title, actions, children, className = '', isFlush = false }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${isFlush ? 'panel-flush' : ''} ${className}`} aria-labelledby={title === undefined ? undefined : id}>
      {(title !== undefined || actions !== undefined) && (
        <header className="panel-head">
          {title !== undefined && <h2 id={id}>{title}</h2>}
          {actions}
        </header>
      )}
      <div className="panel-body">{children}</div>
    </section>
  );
}
