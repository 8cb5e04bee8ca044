import { Navigate, type RouteObject } from 'react-router';
import { Accounts } from '../features/accounts/Accounts';
import { AskPage } from '../features/chat/AskPage';
import { SourcesPage } from '../features/collection/SourcesPage';
import { Credentials } from '../features/credentials/Credentials';
import { EventsPage } from '../features/events/EventsPage';
import { FindingPage } from '../features/findings/FindingPage';
import { FindingsPage } from '../features/findings/FindingsPage';
import { IncidentPage } from '../features/incidents/IncidentPage';
import { IncidentsPage } from '../features/incidents/IncidentsPage';
import { ExposedPage } from '../features/network/ExposedPage';
import { ExposurePage } from '../features/network/ExposurePage';
import { Members } from '../features/organizations/Members';
import { OrganizationSettings } from '../features/organizations/OrganizationSettings';
import { SettingsPage } from '../features/organizations/SettingsPage';
import { OverviewPage } from '../features/overview/OverviewPage';
import { CoveragePage } from '../features/reconciliation/CoveragePage';
import { NewRulePage } from '../features/rules/NewRulePage';
import { RulePage } from '../features/rules/RulePage';
import { RulesPage } from '../features/rules/RulesPage';
import { InvitationPage } from '../features/session/InvitationPage';
import { SignInPage } from '../features/session/SignInPage';
import { BrokenPage } from './BrokenPage';
import { NotFoundPage } from './NotFoundPage';
import { SignedInOnly } from './SignedInOnly';

/** Every page by its address. */
export const routes: RouteObject[] = [
  {
    errorElement: <BrokenPage />,
    children: [
      { path: '/sign-in', element: <SignInPage /> },
      { path: '/invitation', element: <InvitationPage /> },
      {
        element: <SignedInOnly />,
        children: [
          { path: '/', element: <OverviewPage /> },
          // One route, so that an answer that is being read stays while its conversation gets its address.
          { path: '/ask/:id?', element: <AskPage /> },
          { path: '/incidents', element: <IncidentsPage /> },
          { path: '/incidents/:id', element: <IncidentPage /> },
          { path: '/findings', element: <FindingsPage /> },
          { path: '/findings/:id', element: <FindingPage /> },
          { path: '/coverage', element: <CoveragePage /> },
          { path: '/exposure', element: <ExposurePage /> },
          { path: '/exposure/:id', element: <ExposedPage /> },
          { path: '/sources', element: <SourcesPage /> },
          { path: '/events', element: <EventsPage /> },
          { path: '/rules', element: <RulesPage /> },
          { path: '/rules/new', element: <NewRulePage /> },
          { path: '/rules/:id', element: <RulePage /> },
          {
            path: '/settings',
            element: <SettingsPage />,
            children: [
              { index: true, element: <Navigate to="/settings/organization" replace /> },
              { path: 'organization', element: <OrganizationSettings /> },
              { path: 'members', element: <Members /> },
              { path: 'credentials', element: <Credentials /> },
              { path: 'accounts', element: <Accounts /> },
            ],
          },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
];
