/** CSI, OSC and the other string sequences, then two-character escapes; 8-bit forms included. */
const escapeSequences =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)|\x1b[ -/]*[0-~]?/g;

/** C0 and C1 except tab and line feed, and what reorders or hides text on a screen. */
const invisible = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * Text from a machine as it may be stored and shown: no escape sequences, no control or bidirectional characters;
 * `\r\n` and the redrawn lines of a progress display (`\r`) become lines.
 */
export function stripRemoteText(text: string): string {
  return text.replace(escapeSequences, '').replace(/\r\n?/g, '\n').replace(invisible, '');
}
