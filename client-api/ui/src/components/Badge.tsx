import type { ReactNode } from 'react';
import './badge.css';

/** A short fact about the thing it stands beside. */
export function Badge({ look = 'quiet', children, title }: { look?: 'quiet' | 'good' | 'bad' | 'demo'; children: ReactNode; title?: string }) {
  return <span className={`badge badge-${look}`} title={title}>{children}</span>;
}
