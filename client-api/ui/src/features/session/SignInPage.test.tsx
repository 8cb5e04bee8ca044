// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { session } from '../../api/session';
import { newQueryClient } from '../../app/queries';
import { SignInPage } from './SignInPage';

const someone = { accessToken: 't', expiresAt: '2999-01-01T00:00:00Z', personId: 'p', email: 'a@example.com', organization: 'o', organizations: [] };

beforeEach(() => session.end('signed-out'));
afterEach(cleanup);

function open(path: string) {
  const router = createMemoryRouter(
    [{ path: '/sign-in', element: <SignInPage /> }, { path: '*', element: <p>another page</p> }],
    { initialEntries: [path] },
  );
  render(<QueryClientProvider client={newQueryClient()}><RouterProvider router={router} /></QueryClientProvider>);
  return router;
}

function signIn(status: number, body: unknown) {
  const bodies: unknown[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    bodies.push(await request.json());
    return new Response(JSON.stringify(body), { status });
  });
  fireEvent.change(screen.getByLabelText('E-mail'), { target: { value: 'a@example.com' } });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: ' pass word ' } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  return bodies;
}

test('signing in leads back to where the reader was', async () => {
  const router = open('/sign-in?next=%2Fincidents%3Fstatus%3Dopen');
  signIn(200, someone);
  await screen.findByText('another page');
  expect(router.state.location.pathname + router.state.location.search).toBe('/incidents?status=open');
});

test('address and password are sent as typed', async () => {
  open('/sign-in');
  const bodies = signIn(200, someone);
  await screen.findByText('another page');
  expect(bodies).toEqual([{ email: 'a@example.com', password: ' pass word ' }]);
});

test('a wrong password is said, and the address stays', async () => {
  open('/sign-in');
  signIn(401, { title: 'The address or the password is wrong.', code: 'wrong-email-or-password', traceId: '00-ab-01' });
  expect((await screen.findByRole('alert')).textContent).toBe('The address or the password is wrong.');
  expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('a@example.com');
});

test('a session that ended by itself is explained', () => {
  session.end('expired');
  open('/sign-in');
  expect(screen.getByRole('status').textContent).toContain('Your session ended.');
});
