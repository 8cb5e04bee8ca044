import { expect, test } from 'vitest';
import { techniqueAddress } from './techniques';

test.each([
  ['T1098', 'https://attack.mitre.org/techniques/T1098/'],
  ['T1562.008', 'https://attack.mitre.org/techniques/T1562/008/'],
  ['attack.t1098', null],
  ['T1098/../..', null],
])('%s is described at %s', (id, expected) => {
  expect(techniqueAddress(id)).toBe(expected);
});
