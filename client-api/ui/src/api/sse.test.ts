import { expect, test } from 'vitest';
import { SseParser } from './sse';

const stream = ': hello\r\n\r\nid: 7\r\nevent: activity\r\ndata: {"a":1}\r\n\r\nid: 8\ndata: two\ndata: lines\n\n';

test('messages come out with id, event and joined data', () => {
  expect(new SseParser().push(stream)).toEqual([
    { id: '7', event: 'activity', data: '{"a":1}' },
    { id: '8', event: 'message', data: 'two\nlines' },
  ]);
});

test('how the network cuts the text changes nothing', () => {
  const whole = new SseParser().push(stream);
  for (let size = 1; size < stream.length; size++) {
    const parser = new SseParser();
    const messages = [];
    for (let at = 0; at < stream.length; at += size) {
      messages.push(...parser.push(stream.slice(at, at + size)));
    }
    expect(messages, `cut every ${size} characters`).toEqual(whole);
  }
});

test('a message without its blank line is not complete', () => {
  const parser = new SseParser();
  expect(parser.push('id: 1\ndata: half\n')).toEqual([]);
  expect(parser.push('\n')).toEqual([{ id: '1', event: 'message', data: 'half' }]);
});

test('the last id outlives messages that carry none', () => {
  const parser = new SseParser();
  parser.push('id: 41\ndata: a\n\ndata: b\n\n');
  expect(parser.lastId).toBe('41');
});

test('comments and unknown fields are skipped', () => {
  expect(new SseParser().push(':ping\n\nfoo: bar\n\n')).toEqual([]);
});

test('retry is taken in milliseconds and only if it is a number', () => {
  const parser = new SseParser();
  parser.push('retry: soon\n');
  expect(parser.retry).toBeUndefined();
  parser.push('retry: 2500\n');
  expect(parser.retry).toBe(2500);
});

test('a byte order mark before the first field is not part of it', () => {
  expect(new SseParser().push('\uFEFFdata: x\n\n')).toEqual([{ id: '', event: 'message', data: 'x' }]);
});

test('only the first space after the colon is dropped', () => {
  expect(new SseParser().push('data:  two spaces\n\n')[0]?.data).toBe(' two spaces');
});
