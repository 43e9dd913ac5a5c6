// The short way from an event message of Redis to the text of its body: for the one envelope that kombu writes for
// events, the body is cut out by position and its base64 decoded natively, without parsing the envelope. Whatever looks
// different in any way goes the readable way (decodeEnvelope, decodeBody), which this must agree with
// (fast-body.test.ts: every fixture, and generated and mutated messages).

import { isAscii } from "node:buffer";

const HEAD = Buffer.from('{"body": "');
const QUOTE = 34;
/** Everything after the body; names of printable ASCII that need no escape. */
const NAME = String.raw`[ !#-\[\]-~]*`;
const TAIL = new RegExp(
  [
    '^", "content-encoding": "utf-8", "content-type": "application/json", ',
    `"headers": \\{"hostname": "${NAME}"\\}, `,
    '"properties": \\{"delivery_mode": \\d, ',
    `"delivery_info": \\{"exchange": "${NAME}", "routing_key": "${NAME}"\\}, `,
    `"priority": \\d, "body_encoding": "base64", "delivery_tag": "${NAME}"\\}\\}$`,
  ].join(""),
);
const LONGEST_TAIL = 4_096;
/** Larger bodies are rare and go the readable way. */
const LARGEST_BODY = 256 * 1024;

const scratch = Buffer.allocUnsafeSlow(LARGEST_BODY);

/** The body's JSON text (ASCII); null when the message is not of the common shape. */
export function fastBody(payload: Uint8Array): string | null {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  if (bytes.length < HEAD.length || bytes.compare(HEAD, 0, HEAD.length, 0, HEAD.length) !== 0) return null;
  const end = bytes.indexOf(QUOTE, HEAD.length);
  if (end < 0 || end - HEAD.length > LARGEST_BODY || bytes.length - end > LONGEST_TAIL) return null;
  if (!TAIL.test(bytes.toString("latin1", end))) return null;
  const base64 = bytes.toString("latin1", HEAD.length, end);
  const size = decodedSize(base64);
  if (size === null || scratch.write(base64, "base64") !== size) return null;
  const body = scratch.subarray(0, size);
  return isAscii(body) ? body.toString("latin1") : null;
}

/** null unless it is padded standard base64; Node also takes the URL alphabet and skips what it does not know. */
function decodedSize(base64: string): number | null {
  if (base64.length === 0 || base64.length % 4 !== 0) return null;
  if (base64.includes("-") || base64.includes("_")) return null;
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  if (base64.indexOf("=") >= 0 && base64.indexOf("=") < base64.length - padding) return null;
  return (base64.length / 4) * 3 - padding;
}
