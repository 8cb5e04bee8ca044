import { type ReactNode, useEffect, useRef } from 'react';
import { useNavigationType } from 'react-router';
import './page.css';

interface PageProps {
  title: string;
  /** Above the title: where this page belongs. */
  trail?: ReactNode;
  /** Beside the title: what can be done here. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its one h1. After a navigation the focus goes there, so that a screen reader says where it is. */
export function Page({ title, trail, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const navigation = useNavigationType();
  useEffect(() => {
    document.title = `${title} · Raposa`;
  }, [title]);
  useEffect(() => {
    if (navigation === 'PUSH') {
      heading.current?.focus({ preventScroll: true });
    }
    // Only on arrival: filters also push, and must not move the focus.
  }, []);

  return (
    <div className="page">
      <header className="page-head">
        <div className="page-title">
          {trail !== undefined && <div className="page-trail">{trail}</div>}
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
        </div>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
