import { expect, test } from 'vitest';
import { nextOf, rowsOf } from './pages';

const rows = (page: { rows: string[] }) => page.rows;
const itself = (row: string) => row;

test('pages become one list in their order', () => {
  expect(rowsOf([{ rows: ['a', 'b'] }, { rows: ['c'] }], rows, itself)).toEqual(['a', 'b', 'c']);
});

test('a row on two pages is shown once, where it came first', () => {
  expect(rowsOf([{ rows: ['b', 'a'] }, { rows: ['a', 'c'] }], rows, itself)).toEqual(['b', 'a', 'c']);
});

test('no pages are no rows', () => {
  expect(rowsOf(undefined, rows, itself)).toEqual([]);
});

test.each([[{ next: 'abc' }, 'abc'], [{ next: null }, undefined], [{}, undefined]])('%j goes on at %s', (page, expected) => {
  expect(nextOf(page)).toBe(expected);
});
