import { Navigate, useLocation } from 'react-router';
import { session, useSession } from '../api/session';
import { ActivityProvider } from '../features/activity/ActivityProvider';
import { NoOrganizationPage } from '../features/organizations/NoOrganizationPage';
import { signInAddress } from '../features/session/returnPath';
import { Shell } from './Shell';

/** The pages of a signed-in person; others are led to sign in and back to where they were. */
export function SignedInOnly() {
  const current = useSession();
  const { pathname, search, hash } = useLocation();
  if (current === undefined) {
    const path = session.whyEnded() === 'signed-out' ? '/' : pathname + search + hash;
    return <Navigate to={signInAddress(path)} replace />;
  }

  return typeof current.organization === 'string'
    ? <ActivityProvider key={current.accessToken} token={current.accessToken}><Shell key={current.organization} /></ActivityProvider>
    : <NoOrganizationPage />;
}
