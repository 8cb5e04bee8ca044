import { expect, test } from 'vitest';
import type { SourceState, SourceStatus } from '../../api/types';
import { countsOf, groupsOf, matching } from './sources';

const status = (source: string, accountId: string, region: string | null, state: SourceState) =>
  ({ source, accountId, region, state, description: `A ${source}.` }) as SourceStatus;

const all = [
  status('aws_iam_user', '900100200301', null, 'healthy'),
  status('aws_ec2_instance', '900100200301', 'eu-west-1', 'healthy'),
  status('aws_ec2_instance', '900100200301', 'us-east-1', 'failing'),
  status('aws_guardduty_finding', '900100200302', 'eu-west-1', 'notEnabled'),
];

test('the worst source stands first, and in it the worst place', () => {
  const groups = groupsOf(all);

  expect(groups.map((group) => [group.source, group.worst])).toEqual([
    ['aws_ec2_instance', 'failing'], ['aws_guardduty_finding', 'notEnabled'], ['aws_iam_user', 'healthy'],
  ]);
  expect(groups[0]!.places.map((place) => place.region)).toEqual(['us-east-1', 'eu-west-1']);
});

test('every word must be found, in the name, the account or the region', () => {
  expect(matching(all, { words: 'ec2 us-east' })).toHaveLength(1);
  expect(matching(all, { words: '900100200302' })).toHaveLength(1);
  expect(matching(all, { words: 'ec2 guardduty' })).toHaveLength(0);
});

test('states are counted, the worst first, and none that nothing is in', () => {
  expect(countsOf(all)).toEqual([['failing', 1], ['notEnabled', 1], ['healthy', 2]]);
});
