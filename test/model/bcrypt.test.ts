import { expect, test } from 'vitest';
import { bcrypt, isBcryptOf } from '../../main/model/bcrypt.ts';

/** Known answers: test vectors of Openwall's bcrypt, the last one of a password that is cut off. */
const known = [
  ['U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['U*U*', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK'],
  ['U*U*U', '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a'],
  [
    '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored',
    '$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui',
  ],
] as const;

test.each(known)('%s is %s', (password, hash) => {
  expect(isBcryptOf(hash, password)).toBe(true);
  expect(isBcryptOf(hash, `${password}x`.slice(-70))).toBe(false);
});

test('what is made is what is found, and nothing else', () => {
  const salt = Uint8Array.from({ length: 16 }, (_, index) => index * 13);
  const hash = bcrypt('摆渡 secret', salt, 4);
  expect(hash).toMatch(/^\$2b\$04\$[./A-Za-z0-9]{53}$/);
  expect([isBcryptOf(hash, '摆渡 secret'), isBcryptOf(hash, '摆渡 secre')]).toEqual([true, false]);
  expect(isBcryptOf('$apr1$x$y', 'y')).toBe(false);
});
