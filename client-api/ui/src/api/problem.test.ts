import { expect, test } from 'vitest';
import { Problem } from './problem';

test('a problem document keeps its title, detail, code and trace id', () => {
  const problem = Problem.from(409, { title: 'Taken.', detail: 'Another has it.', code: 'account-taken', traceId: '00-abc-01' });
  expect(problem).toMatchObject({ status: 409, title: 'Taken.', detail: 'Another has it.', code: 'account-taken', traceId: '00-abc-01' });
});

test('a body that is no problem document still gives a sentence with the status', () => {
  expect(Problem.from(502, '<html>').title).toBe('The platform answered with status 502.');
});

test('errors are read as a list of pointers', () => {
  expect(Problem.from(400, { errors: [{ path: '/detection', reason: 'is missing' }, { pointer: '/level', detail: 'is unknown' }] }).errors)
    .toEqual([{ pointer: '/detection', reason: 'is missing' }, { pointer: '/level', reason: 'is unknown' }]);
});

test('errors are read as reasons by field', () => {
  expect(Problem.from(400, { errors: { email: ['is empty', 'is no address'] } }).errors)
    .toEqual([{ pointer: 'email', reason: 'is empty' }, { pointer: 'email', reason: 'is no address' }]);
});

test.each([[0, true], [400, false], [404, false], [429, true], [503, true]])('status %i may pass by itself: %s', (status, expected) => {
  expect(new Problem(status, 'x').isTransient).toBe(expected);
});
