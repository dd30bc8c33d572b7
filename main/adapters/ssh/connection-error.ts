import { FerrymanError, isFerrymanError } from '../../model/errors/ferryman-error.ts';
import { stripRemoteText } from '../../model/strip-remote-text.ts';
import type { HostAddress } from '../../ports/remote-host.ts';

export function unreachable(host: HostAddress, detail: string, cause?: unknown): FerrymanError {
  const parameters = { machine: host.name, address: `${host.address}:${host.port}`, detail: stripRemoteText(detail) };
  return new FerrymanError('SSH_E0001', parameters, { target: host.name, cause });
}

export function loginRefused(host: HostAddress, method: string, cause?: unknown): FerrymanError {
  const parameters = { machine: host.name, user: host.access.user, method };
  return new FerrymanError('SSH_E0004', parameters, { target: host.name, cause });
}

export function linkLost(machine: string, cause?: unknown): FerrymanError {
  return new FerrymanError('SSH_E0005', { machine }, { target: machine, cause });
}

/** What went wrong before the link was ready, told by ssh2's `level` and the system's error code, as one of ours. */
export function connectError(host: HostAddress, error: unknown): Error {
  if (isFerrymanError(error)) return error;
  const level = property(error, 'level');
  const message = error instanceof Error ? error.message : String(error);
  if (level === 'client-authentication' || level === 'agent') return loginRefused(host, host.access.auth.kind, error);
  if (level === 'handshake' && message.includes('no matching')) {
    const detail = stripRemoteText(message.replace(/^Handshake failed: /, ''));
    return new FerrymanError('SSH_E0008', { machine: host.name, detail }, { target: host.name, cause: error });
  }
  return unreachable(host, reasons[property(error, 'code')] ?? message, error);
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'no answer',
  ENOTFOUND: 'name not found',
  EAI_AGAIN: 'name server does not answer',
};

function property(error: unknown, name: string): string {
  if (typeof error !== 'object' || error === null) return '';
  return String((error as Record<string, unknown>)[name] ?? '');
}
