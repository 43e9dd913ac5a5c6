// Standard base64 (RFC 4648, with padding) in pure JavaScript, since `lib/` has no Buffer.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD = 61;
/** Not in the alphabet: any bit above the lowest six. */
const INVALID = 64;
const VALUE_OF = makeValues();

/** null when the text is not base64. Line breaks and blanks are skipped, as MIME writers put them in. */
export function decodeBase64(text: string): Uint8Array | null {
  return decodeDense(text) ?? decodeDense(text.replace(/\s+/g, ""));
}

export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 6144) {
    parts.push(encodePart(bytes, from, Math.min(from + 6144, bytes.length)));
  }
  return parts.join("");
}

function decodeDense(text: string): Uint8Array | null {
  const length = text.length;
  if (length % 4 !== 0) return null;
  if (length === 0) return new Uint8Array(0);
  const pads = countPads(text);
  const bytes = new Uint8Array((length / 4) * 3 - pads);
  let at = 0;
  let seen = 0;
  const whole = pads === 0 ? length : length - 4;
  for (let i = 0; i < whole; i += 4) {
    const a = valueAt(text, i);
    const b = valueAt(text, i + 1);
    const c = valueAt(text, i + 2);
    const d = valueAt(text, i + 3);
    seen |= a | b | c | d;
    const word = (a << 18) | (b << 12) | (c << 6) | d;
    bytes[at] = word >> 16;
    bytes[at + 1] = word >> 8;
    bytes[at + 2] = word;
    at += 3;
  }
  if (pads > 0) {
    const b = valueAt(text, whole + 1);
    const c = pads === 1 ? valueAt(text, whole + 2) : 0;
    const a = valueAt(text, whole);
    seen |= a | b | c;
    bytes[at] = (a << 2) | (b >> 4);
    if (pads === 1) bytes[at + 1] = (b << 4) | (c >> 2);
  }
  return (seen & INVALID) === 0 ? bytes : null;
}

function countPads(text: string): 0 | 1 | 2 {
  if (text.charCodeAt(text.length - 1) !== PAD) return 0;
  return text.charCodeAt(text.length - 2) === PAD ? 2 : 1;
}

function valueAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (VALUE_OF[code] ?? INVALID) : INVALID;
}

function encodePart(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i += 3) {
    const left = to - i;
    const a = bytes[i] ?? 0;
    const b = bytes[i + 1] ?? 0;
    const c = bytes[i + 2] ?? 0;
    text += ALPHABET.charAt(a >> 2) + ALPHABET.charAt(((a & 3) << 4) | (left > 1 ? b >> 4 : 0));
    text += left > 1 ? ALPHABET.charAt(((b & 15) << 2) | (left > 2 ? c >> 6 : 0)) : "=";
    text += left > 2 ? ALPHABET.charAt(c & 63) : "=";
  }
  return text;
}

function makeValues(): Uint8Array {
  const values = new Uint8Array(128).fill(INVALID);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  return values;
}
