import type { ReactNode } from 'react';
import './session.css';

/** The frame of the pages before anybody is signed in. */
export function Welcome({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="welcome">
      <div className="welcome-card">
        <div className="welcome-brand">
          <img src="/raposa.svg" alt="" width="40" height="40" />
          <span>Raposa</span>
        </div>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
