import { expect, test } from 'vitest';
import { lineOf } from './yaml';

const rule = [
  'title: A rule', //                      1
  'tags:', //                              2
  '  - attack.t1098', //                   3
  '  - attack.nonsense', //                4
  'logsource:', //                         5
  '  product: aws', //                     6
  '# selection: not here', //              7
  'detection:', //                         8
  '  selection:', //                       9
  '    eventName|endswith: Policy', //    10
  '    eventSource:', //                  11
  '    - iam.amazonaws.com', //           12
  '    - sts.amazonaws.com', //           13
  '  condition: selection', //            14
  'level: hgh', //                        15
].join('\n');

test.each([
  ['level', 15],
  ['/level', 15],
  ['detection.selection', 9],
  ['/detection/selection/eventName|endswith', 10],
  ['/detection/selection/eventName', 10],
  ['detection/condition', 14],
  ['tags[1]', 4],
  ['/tags/0', 3],
  ['#/detection/selection/eventSource/1', 13],
  ['line 6, column 3', 6],
])('%s is at line %i', (pointer, expected) => {
  expect(lineOf(rule, pointer)).toBe(expected);
});

test('where the last part is not there, the part that holds it is shown', () => {
  expect(lineOf(rule, 'logsource.service')).toBe(5);
  expect(lineOf(rule, 'tags[7]')).toBe(2);
});

test.each(['', 'nothing', 'product'])('%j is nowhere at the top', (pointer) => {
  expect(lineOf(rule.replace('  product: aws', '  category: x'), pointer)).toBeUndefined();
});
