/** Times and counts of a link; the defaults are right for customers' networks, tests use shorter ones. */
export interface LinkSettings {
  readonly connectTimeoutMs: number;
  readonly handshakeTimeoutMs: number;
  readonly keepaliveIntervalMs: number;
  /** Unanswered keepalives after which the link counts as lost. */
  readonly keepaliveCount: number;
  /** How long sudo may take before it asks for the password or starts the program. */
  readonly sudoTimeoutMs: number;
  /** sshd allows 10 sessions a connection unless told otherwise. */
  readonly maxChannels: number;
}

export const defaultLinkSettings: LinkSettings = {
  connectTimeoutMs: 10_000,
  handshakeTimeoutMs: 20_000,
  keepaliveIntervalMs: 15_000,
  keepaliveCount: 3,
  sudoTimeoutMs: 60_000,
  maxChannels: 8,
};
