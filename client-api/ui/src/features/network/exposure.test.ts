import { expect, test } from 'vitest';
import type { Exposure } from '../../api/types';
import { isInstance, ownersOf, portsName } from './exposure';

const row = (ownerId: string, more: Partial<Exposure> = {}): Exposure => ({
  interfaceId: `eni-${ownerId}`, ownerId, vpcId: 'vpc-1', outcome: 'allowed', protocol: 'tcp', fromPort: 22, toPort: 22, isEveryone: true,
  mechanism: 'internet', rules: ['sgr-1'], ...more,
});

test('whom anybody reaches comes first, then what is not known, then whom some addresses reach', () => {
  const owners = ownersOf({ exposures: [row('i-c', { isEveryone: false }), row('i-b', { outcome: 'unknown' }), row('i-a'), row('i-b', { isEveryone: false })] });
  expect(owners.map((owner) => [owner.id, owner.by])).toEqual([['i-a', 'anybody'], ['i-b', 'unknown'], ['i-c', 'some']]);
  expect(owners[1]!.rows).toHaveLength(2);
});

test('somebody who only answers a ping is not exposed', () => {
  expect(ownersOf({ exposures: [row('i-a', { protocol: 'icmp' })] })).toEqual([]);
});

test('ports are named as rules name them', () => {
  expect([
    portsName({ protocol: 'tcp', fromPort: 22, toPort: 22 }), portsName({ protocol: 'udp', fromPort: 0, toPort: 65535 }),
    portsName({ protocol: 'tcp', fromPort: 80, toPort: 443 }), portsName({ protocol: 'any', fromPort: 0, toPort: 65535 }),
  ]).toEqual(['tcp/22', 'all of udp', 'tcp/80-443', 'every protocol and port']);
});

test('a load balancer and a database are no instances', () => {
  expect(ownersOf({ exposures: [row('i-0a1b'), row('reports-db'), row('app/front/1')] }).filter(isInstance).map((owner) => owner.id)).toEqual(['i-0a1b']);
});
