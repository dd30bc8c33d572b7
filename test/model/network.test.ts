import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressAt,
  type Cidr,
  containsAddress,
  formatAddress,
  overlaps,
  parseAddress,
  parseCidr,
} from '../../main/model/network.ts';

const anyAddress = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const anyCidr = fc.tuple(anyAddress, fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => {
  const size = 2 ** (32 - prefix);
  return parseCidr(`${formatAddress(address - (address % size))}/${prefix}`) as Cidr;
});

test('an address is written and read', () => {
  fc.assert(fc.property(anyAddress, (address) => parseAddress(formatAddress(address)) === address));
});

test('only plain dotted decimal is an address', () => {
  const wrong = [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.0.0.1',
    '01.2.3.4',
    '1.2.3.4 ',
    '1.2.3.-4',
    '0x1.2.3.4',
    '1.2.3.4/8',
    '::1',
    '１.2.3.4',
  ];
  expect(wrong.filter((text) => parseAddress(text) !== undefined)).toEqual([]);
});

test('a network without host bits is read, one with them is not', () => {
  const texts = [
    '10.0.0.0/8',
    '0.0.0.0/0',
    '1.2.3.4/32',
    '10.0.0.1/8',
    '10.0.0.0/33',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0/8',
    '10.0.0.0/-1',
  ];
  expect(texts.filter((text) => parseCidr(text) !== undefined)).toEqual(['10.0.0.0/8', '0.0.0.0/0', '1.2.3.4/32']);
});

describe('networks', () => {
  test('hold exactly the addresses from their first to their last', () => {
    fc.assert(
      fc.property(anyCidr, anyAddress, (network, address) => {
        const isInside =
          Math.floor(address / 2 ** (32 - network.prefix)) === network.first / 2 ** (32 - network.prefix);
        return containsAddress(network, address) === isInside;
      }),
    );
  });

  test('overlap when one holds the first address of the other, and only then', () => {
    const related = fc.tuple(anyCidr, anyCidr).chain(([a, b]) => fc.constantFrom([a, b], [a, a], [b, a]));
    fc.assert(
      fc.property(related, ([a, b]) => {
        if (a === undefined || b === undefined) return false;
        return overlaps(a, b) === (containsAddress(a, b.first) || containsAddress(b, a.first));
      }),
    );
  });

  test('overlap with every part of themselves, not with their neighbour', () => {
    fc.assert(
      fc.property(
        anyCidr.filter(({ prefix }) => prefix > 0 && prefix < 32),
        (network) => {
          const half = parseCidr(`${formatAddress(network.first)}/${network.prefix + 1}`) as Cidr;
          const size = network.last - network.first + 1;
          const start = (network.first / size) % 2 === 0 ? network.first + size : network.first - size;
          const neighbour = parseCidr(`${formatAddress(start)}/${network.prefix}`) as Cidr;
          return overlaps(network, half) && overlaps(half, network) && !overlaps(network, neighbour);
        },
      ),
    );
  });

  test('count their addresses from 0 and end', () => {
    const network = parseCidr('10.96.0.0/28') as Cidr;
    expect([addressAt(network, 0), addressAt(network, 10), addressAt(network, 15)]).toEqual([
      '10.96.0.0',
      '10.96.0.10',
      '10.96.0.15',
    ]);
    for (const outside of [-1, 16]) expect(() => addressAt(network, outside)).toThrow(RangeError);
  });
});
