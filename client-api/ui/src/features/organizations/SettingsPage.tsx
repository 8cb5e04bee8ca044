import { NavLink, Outlet } from 'react-router';
import { Page } from '../../components/Page';
import './organizations.css';

const tabs = [
  ['/settings/organization', 'Organization'],
  ['/settings/members', 'Members'],
  ['/settings/credentials', 'Credentials'],
  ['/settings/accounts', 'Accounts'],
] as const;

export function SettingsPage() {
  return (
    <Page title="Settings">
      <nav className="tabs" aria-label="Settings">
        {tabs.map(([path, name]) => <NavLink key={path} to={path} className="tab">{name}</NavLink>)}
      </nav>
      <Outlet />
    </Page>
  );
}
