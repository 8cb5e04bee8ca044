// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { session } from '../../api/session';
import type { IncidentReview, Role } from '../../api/types';
import { ReviewPanel } from './ReviewPanel';

const person = '0198f0aa-0000-7000-8000-000000000001';
const written: IncidentReview = {
  incidentId: 'i1', version: 1, isMachineWritten: true, provider: 'groq', model: 'demo', promptVersion: 'review.v1', struck: 2, writtenAt: '2026-03-14T09:00:00Z',
  sections: {
    summary: ['A trail was stopped [1].'], story: ['T1562.008, 2026-03-14T08:00:00Z: ann stopped the trail [2].'], blastRadius: ['By network: nothing [1].'],
    checkNext: ['What else ann called [1].'], remediation: ['Make the trail corvina log again [2].', 'Rotate the keys of ann [2].'], composed: ['Blast radius'],
  },
  evidence: [
    { number: 1, kind: 'incident', id: 'i1', title: 'A trail was stopped', text: 'All of it.' },
    { number: 2, kind: 'incident', id: 'i1/e1', title: 'ann stopped the trail.', text: 'Rule: A trail was stopped.', seenAt: '2026-03-14T08:00:00Z' },
  ],
};

let reviews: { isOutdated: boolean; versions: IncidentReview[] };
let refusal: { status: number; body: unknown } | undefined;
const sent: string[] = [];

beforeEach(() => {
  reviews = { isOutdated: false, versions: [] };
  refusal = undefined;
  sent.length = 0;
  localStorage.clear();
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = input instanceof Request ? input : new Request(new URL(String(input), window.location.origin), init);
    const path = new URL(request.url).pathname;
    sent.push(`${request.method} ${path}`);
    if (path.endsWith('/members')) {
      return Response.json([{ personId: person, email: 'ann@example.com', role: 'owner' }]);
    }

    if (request.method === 'GET') {
      return Response.json(reviews);
    }

    if (refusal !== undefined) {
      return Response.json(refusal.body, { status: refusal.status });
    }

    if (path.endsWith('/accept')) {
      reviews.versions = reviews.versions.map((one) => ({ ...one, isMachineWritten: false, acceptedBy: person, acceptedAt: '2026-03-14T10:00:00Z' }));
    } else if (reviews.isOutdated || reviews.versions.length === 0) {
      reviews = { isOutdated: false, versions: [{ ...written, version: reviews.versions.length + 1 }, ...reviews.versions] };
    }

    return Response.json(reviews.versions[0]);
  });
});

afterEach(() => {
  cleanup();
  session.end('signed-out');
});

function open(role: Role = 'owner') {
  session.start({
    accessToken: 't', expiresAt: '2100-01-01T00:00:00Z', personId: person, email: 'ann@example.com', organization: 'o1', organizations: [{ id: 'o1', name: 'Ours', role }],
  });
  const router = createMemoryRouter([{ path: '/', element: <ReviewPanel incident="i1" /> }]);
  render(<QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}><RouterProvider router={router} /></QueryClientProvider>);
}

it('has a first review written on demand and shows every part of it', async () => {
  open();
  fireEvent.click(await screen.findByRole('button', { name: 'Write a review' }));

  const text = await screen.findByRole('article', { name: 'Version 1 of the review' });
  expect(within(text).getAllByRole('heading').map((heading) => heading.textContent)).toEqual([
    'Summary', 'Attack story', 'How far it reaches Put together with no model', 'What to check next', 'What to put right',
  ]);
  expect(within(text).getByRole('link', { name: 'T1562.008' })).toBeTruthy();
  expect(text.textContent).toContain('Written by groq demo');
  expect(text.textContent).toContain('2 sentences struck');
  expect(sent.filter((one) => one.startsWith('POST'))).toEqual(['POST /v1/incidents/i1/review']);
});

it('offers nothing to write to who may not ask', async () => {
  open('auditor');

  expect(await screen.findByText('An analyst can have one written.')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

it('opens the evidence of a citation beside it', async () => {
  reviews.versions = [written];
  open();
  fireEvent.click((await screen.findAllByRole('button', { name: 'Evidence 2' }))[0]!);

  expect(within(screen.getByRole('region', { name: 'Evidence 2' })).getByText('ann stopped the trail.')).toBeTruthy();
});

it('is machine-written until somebody accepts it, and then says who', async () => {
  reviews.versions = [written];
  open();
  expect(await screen.findByText('Machine-written')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Accept it' }));

  expect(await screen.findByText('ann@example.com', { exact: false })).toBeTruthy();
  expect(screen.queryByText('Machine-written')).toBeNull();
  expect(sent).toContain('POST /v1/incidents/i1/review/1/accept');
});

it('says that the evidence changed, writes a new version and opens an older one', async () => {
  reviews = { isOutdated: true, versions: [{ ...written, sections: { ...written.sections, summary: ['What was known first [1].'] } }] };
  open();
  await screen.findByText(/^The evidence has changed/);
  fireEvent.click(screen.getByRole('button', { name: 'Write it anew' }));

  await screen.findByRole('article', { name: 'Version 2 of the review' });
  fireEvent.change(screen.getByLabelText('Version'), { target: { value: '1' } });
  expect((await screen.findByRole('article', { name: 'Version 1 of the review' })).textContent).toContain('What was known first');
  expect(screen.queryByText(/^The evidence has changed/)).toBeNull();
});

it('says so where nothing has changed', async () => {
  reviews.versions = [written];
  open();
  fireEvent.click(await screen.findByRole('button', { name: 'Write it anew' }));

  expect(await screen.findByText('Nothing in the evidence has changed, so the newest version stands.')).toBeTruthy();
});

it('shows why none was written', async () => {
  refusal = { status: 429, body: { title: 'There were too many questions within a minute.', detail: 'Ask again in 2 s.' } };
  open();
  fireEvent.click(await screen.findByRole('button', { name: 'Write a review' }));

  expect((await screen.findByRole('alert')).textContent).toContain('Ask again in 2 s.');
});

it('keeps the ticks of what was put right', async () => {
  reviews.versions = [written];
  open();
  fireEvent.click(await screen.findByRole('checkbox', { name: /^Rotate the keys of ann/ }));
  expect(screen.getByText(/^1 of 2 steps done/)).toBeTruthy();

  cleanup();
  open();
  expect((await screen.findByRole<HTMLInputElement>('checkbox', { name: /^Rotate the keys of ann/ })).checked).toBe(true);
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /^Make the trail/ }).checked).toBe(false);
});
