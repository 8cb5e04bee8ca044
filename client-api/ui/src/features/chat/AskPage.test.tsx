// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AskPage } from './AskPage';

const id = '0198f0aa-0000-7000-8000-000000000001';
const turn = '0198f0aa-0000-7000-8000-000000000002';
const evidence = [{ number: 1, kind: 'finding', id: 'f1', title: 'The bucket corvina-raw-events is public', text: 'Its policy lets anyone read it.' }];
const kept = { id: turn, question: 'which?', answer: 'It is public [1].', status: 'answered', provider: 'embedded', evidence, askedAt: '', endedAt: '', promptVersion: '', passageVersion: 1 };
const stream = (events: [string, unknown][], from = 1) => new Response(
  events.map(([name, data], at) => `id: ${from + at}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`).join(''), { headers: { 'raposa-turn': turn } });
const whole: [string, unknown][] = [
  ['evidence', { evidence }], ['provider', { provider: 'embedded', model: 'r' }], ['delta', { text: 'It is public [1].' }], ['done', { struck: 0 }],
];

let turns: unknown[] = [];
const asked: string[] = [];

beforeEach(() => {
  turns = [];
  asked.length = 0;
  sessionStorage.clear();
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = input instanceof Request ? input : new Request(new URL(String(input), window.location.origin), init);
    const path = new URL(request.url).pathname;
    asked.push(`${request.method} ${path}`);
    const body = { id, personId: id, title: 'which?', createdAt: '2026-11-26T10:00:00Z', updatedAt: '2026-11-26T10:00:00Z', turns };
    if (path.endsWith('/turns') || path.endsWith('/events')) {
      turns = [kept];
      return stream(whole);
    }

    return Response.json(path === '/v1/conversations' && request.method === 'GET' ? { conversations: [body], next: null } : body, { status: request.method === 'POST' ? 201 : 200 });
  });
});

afterEach(cleanup);

function open(path: string) {
  const router = createMemoryRouter([{ path: '/ask/:id?', element: <AskPage /> }], { initialEntries: [path] });
  render(<QueryClientProvider client={new QueryClient()}><RouterProvider router={router} /></QueryClientProvider>);
  return router;
}

it('asks in a new conversation, goes to its address and shows what is cited', async () => {
  const router = open('/ask');
  fireEvent.change(screen.getByLabelText('Your question'), { target: { value: 'which?' } });
  fireEvent.keyDown(screen.getByLabelText('Your question'), { key: 'Enter' });

  await screen.findByText('Put together from the evidence, with no model');
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(1));
  fireEvent.click(screen.getByRole('button', { name: 'Evidence 1' }));

  expect(screen.getByText('Its policy lets anyone read it.')).toBeTruthy();
  expect(router.state.location.pathname).toBe(`/ask/${id}`);
  expect(asked.filter((one) => one.startsWith('POST'))).toEqual(['POST /v1/conversations', `POST /v1/conversations/${id}/turns`]);
});

it('reads on what was being read before a reload, and asks nothing again', async () => {
  sessionStorage.setItem(`raposa.asking.${id}`, JSON.stringify([turn, 'which?']));
  open(`/ask/${id}`);

  await screen.findByText('Put together from the evidence, with no model');
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(1));

  expect(asked).toContain(`GET /v1/conversations/${id}/turns/${turn}/events`);
  expect(asked.some((one) => one.startsWith('POST'))).toBe(false);
  expect(sessionStorage.getItem(`raposa.asking.${id}`)).toBeNull();
});

it('says how long to wait where there were too many questions, and keeps the question', async () => {
  vi.mocked(globalThis.fetch).mockImplementation(async (input, init) => {
    const request = input instanceof Request ? input : new Request(new URL(String(input), window.location.origin), init);
    return request.url.endsWith('/turns')
      ? Response.json(
        { title: 'There were too many questions within a minute.', detail: 'Ask again in 2 s.', code: 'too-many-questions' },
        { status: 429, headers: { 'content-type': 'application/problem+json', 'retry-after': '2' } })
      : Response.json({ id, personId: id, title: 'which?', createdAt: '', updatedAt: '', turns: [], conversations: [], next: null });
  });
  open(`/ask/${id}`);
  fireEvent.change(screen.getByLabelText('Your question'), { target: { value: 'which?' } });
  fireEvent.keyDown(screen.getByLabelText('Your question'), { key: 'Enter' });

  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('There were too many questions within a minute.');
  expect(alert.textContent).toContain('Ask again in 2 s.');
  expect(screen.getByLabelText<HTMLTextAreaElement>('Your question').value).toBe('which?');
  expect(screen.queryByRole('article')).toBeNull();
});
