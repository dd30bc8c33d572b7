import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Role } from '../../contract/procedure.ts';

/** One way in: a token that works once and becomes a cookie. The role is the entrance's, never the caller's to say. */
export class Entrance {
  readonly role: Role;
  /** Where the page of this role lies; its cookie goes nowhere else. */
  readonly base: '/' | '/customer/';
  readonly token = randomBytes(24).toString('base64url');
  readonly #session = randomBytes(32).toString('base64url');
  readonly #cookieName: string;
  #isUsed = false;

  constructor(role: Role, port: number) {
    this.role = role;
    this.base = role === 'customer' ? '/customer/' : '/';
    // cookies do not know ports: two Ferrymen on one machine must not overwrite each other's
    this.#cookieName = `ferryman-${port}-${role}`;
  }

  /** The cookie to set for the right token, once; undefined for anything else. */
  exchange(token: string): string | undefined {
    if (this.#isUsed || !isSame(token, this.token)) return undefined;
    this.#isUsed = true;
    return `${this.#cookieName}=${this.#session}; Path=${this.base}; HttpOnly; SameSite=Strict`;
  }

  isInside(cookieHeader: string | undefined): boolean {
    const given = (cookieHeader ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${this.#cookieName}=`));
    return given !== undefined && isSame(given.slice(this.#cookieName.length + 1), this.#session);
  }
}

function isSame(given: string, expected: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
