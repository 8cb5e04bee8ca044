// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { Problem } from '../api/problem';
import { Answered } from './Answered';
import { Severity } from './Severity';
import { Techniques } from './Techniques';
import { Time } from './Time';

afterEach(cleanup);

const query = { data: undefined, error: null, isPending: true, refetch: vi.fn() };

test('a time is local, with the UTC of the records on hover', () => {
  render(<Time at="2026-03-01T12:00:00Z" />);
  expect(screen.getByText('Mar 1, 2026, 09:00:00').title).toBe('2026-03-01 12:00:00 UTC');
});

test('a severity is a word, not only a colour, even one that we do not know', () => {
  render(<><Severity value="critical" /><Severity value="apocalyptic" /></>);
  expect(screen.getByText('Critical')).toBeTruthy();
  expect(screen.getByText('apocalyptic').className).toContain('severity-informational');
});

test('a technique leads to MITRE without telling it where from, and what is no technique leads nowhere', () => {
  render(<Techniques ids={['T1562.008', 'javascript:alert(1)']} />);
  const links = screen.getAllByRole('link');
  expect(links.map((link) => [link.getAttribute('href'), link.getAttribute('rel')]))
    .toEqual([['https://attack.mitre.org/techniques/T1562/008/', 'noreferrer']]);
});

test('while there is no answer yet, it says what is loading', () => {
  render(<Answered query={query} what="rules">{() => 'the data'}</Answered>);
  expect(screen.getByRole('status').textContent).toBe('Loading rules…');
});

test('a problem shows title, detail and trace, and another try where that may help', () => {
  const refetch = vi.fn();
  const error = new Problem(503, 'The database does not answer.', { detail: 'Wait.', traceId: '00-ab-01' });
  render(<Answered query={{ ...query, error, refetch }} what="rules">{() => 'the data'}</Answered>);
  expect(screen.getByRole('alert').textContent).toBe('The database does not answer.Wait.Trace 00-ab-01Try again');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refetch).toHaveBeenCalledOnce();
});

test('a refusal offers no other try', () => {
  render(<Answered query={{ ...query, error: new Problem(404, 'Not here.') }} what="the rule">{() => 'the data'}</Answered>);
  expect(screen.queryByRole('button')).toBeNull();
});

test('data that was there stays when fetching it again fails', () => {
  render(<Answered query={{ ...query, data: 'the data', error: new Problem(503, 'x') } as never} what="rules">{(data: string) => data}</Answered>);
  expect(screen.getByText('the data')).toBeTruthy();
});
