import { NavLink, Outlet, ScrollRestoration } from 'react-router';
import { useSession } from '../api/session';
import { Button } from '../components/Button';
import { Icon, type IconName } from '../components/Icon';
import { LiveMark } from '../features/activity/LiveMark';
import { Toasts } from '../features/activity/Toasts';
import { OrganizationSwitcher } from '../features/organizations/OrganizationSwitcher';
import { useSignOut } from '../features/session/api';
import './shell.css';

const places: [path: string, name: string, icon: IconName][] = [
  ['/', 'Overview', 'overview'],
  ['/ask', 'Ask', 'ask'],
  ['/incidents', 'Incidents', 'incidents'],
  ['/findings', 'Findings', 'findings'],
  ['/coverage', 'Coverage', 'coverage'],
  ['/exposure', 'Exposure', 'exposure'],
  ['/events', 'Events', 'events'],
  ['/sources', 'Sources', 'sources'],
  ['/rules', 'Rules', 'rules'],
  ['/settings', 'Settings', 'settings'],
];

/** What stands around every page of a signed-in person. */
export function Shell() {
  const email = useSession()?.email;
  const signOut = useSignOut();
  return (
    <div className="shell">
      <a className="skip" href="#content">Skip to the content</a>
      <header className="shell-head">
        <NavLink to="/" className="brand"><img src="/raposa.svg" alt="" width="28" height="28" />Raposa</NavLink>
        <OrganizationSwitcher />
        <div className="shell-person">
          <LiveMark />
          <span className="shell-email quiet">{email}</span>
          <Button look="bare" aria-label="Sign out" title="Sign out" onClick={signOut}><Icon name="leave" /></Button>
        </div>
      </header>
      <nav className="shell-nav" aria-label="Pages">
        {places.map(([path, name, icon]) => (
          <NavLink key={path} to={path} end={path === '/'} className="place"><Icon name={icon} size={20} />{name}</NavLink>
        ))}
      </nav>
      <main id="content" className="shell-content" tabIndex={-1}><Outlet /></main>
      <Toasts />
      <ScrollRestoration />
    </div>
  );
}
