import { randomBytes } from 'node:crypto';
import type { Role } from '../../contract/procedure.ts';

/** Stands in the built index.html; replaced for every answer. */
const noncePlaceholder = 'FERRYMAN-NONCE';
const rolePlaceholder = 'FERRYMAN-ROLE';

export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The renderer's one page, for one role, with a policy that lets nothing in but its own files. */
export function renderPage(template: string, role: Role): Page {
  const nonce = randomBytes(16).toString('base64url');
  const html = template.replaceAll(noncePlaceholder, nonce).replaceAll(rolePlaceholder, role);
  return { html, headers: { ...safeHeaders, 'Content-Security-Policy': pagePolicy(nonce) } };
}

/** Styles are made while the page runs (antd), so they carry the answer's nonce; scripts come from files only. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** For every answer, whatever it is. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
  'Cache-Control': 'no-store',
};
