import { expect, test } from 'vitest';
import { parseExactly, tokensOf } from './json';

const awkward = { 'a"b': 'c: \\"d\\" {1}', n: [-1.5e3, 0, true, null], empty: {}, list: [] };

test('the tokens joined are the JSON, whatever is inside its strings', () => {
  expect(tokensOf(awkward).map((token) => token.text).join('')).toBe(JSON.stringify(awkward, null, 2));
});

test('keys, strings, numbers and words are told apart', () => {
  expect(tokensOf({ k: ['v', 12, false] }).filter((token) => token.kind !== 'mark')).toEqual([
    { kind: 'key', text: '"k"' }, { kind: 'string', text: '"v"' }, { kind: 'number', text: '12' }, { kind: 'word', text: 'false' },
  ]);
});

test('what is no number that changes stays a number', () => {
  expect(parseExactly('{"a":1,"b":"x"}')).toEqual({ a: 1, b: 'x' });
});

// The engine under the tests has no JSON.rawJSON; this stands in for the browsers' own.
test('a number that a double cannot hold is kept as written', () => {
  const given = Object.assign(JSON, { rawJSON: (text: string) => `raw ${text}` });
  const parse = JSON.parse.bind(JSON);
  JSON.parse = (text: string, reviver?: (this: unknown, key: string, value: unknown, context: { source: string }) => unknown) =>
    parse(text, function (key, value: unknown) {
      return reviver!.call(this, key, value, { source: '9007199254740993123' });
    });
  try {
    expect(parseExactly('9007199254740993123')).toBe('raw 9007199254740993123');
  } finally {
    JSON.parse = parse;
    Reflect.deleteProperty(given, 'rawJSON');
  }
});
