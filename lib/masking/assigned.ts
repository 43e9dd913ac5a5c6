// Hides what is assigned to the names of secrets, in Python reprs, JSON, URLs, headers, logs, command lines and XML, however
// often it is quoted: `'password': 'x'`, `api-key=x`, `(b'cookie', b'x')`, `\"token\": \"x\"`, `X-Api-Key: x`. Goes through its
// text once, from one word that may belong to a secret's name to the next.
import { countsWhenNumber, isPlainKey, isSecretKey, KEY_STEMS, looksRandom } from "./secret-key.ts";
import { Stems } from "./stems.ts";
import { matchAt, type Written, writtenContent, writtenLine, writtenValue } from "./values.ts";

const STEMS = new Stems(KEY_STEMS);
/** Of the shortest stem. */
const STEM_LENGTH = 3;
const MAX_SIDE = 64;
const WORD_CHAR = /[\w.-]/;
const QUOTED_CHAR = /[\w.\- ]/;
const AFTER_QUOTE = /:?\\{0,16}["'`]/y;
/** `:`, `=`, `==`, `=>`, `->`, `:=`, `%3D`, and PostgreSQL's `Key (token)=(…)`; not `::`, not `://`. */
const SIGN = /(?:\]|%2[27])?\s{0,3}(?::(?![:/])=?|!=|={1,3}>?|->|%3[aAdD]|\)=(?=\())\s{0,3}/y;
/** What a list of settings calls `password`: `"name": "password", "value": "x"`, in YAML and XML too. */
const NAMED = /[,;]?\s{1,40}(?:\\{0,16}["'])?value(?:\\{0,16}["'])?\s{0,3}[:=]\s{0,3}/iy;
const PAIR = /,\s{0,3}/y;
const SAID = /\s{1,3}(?:is|was)\s{1,3}/y;
const QUOTED_NEXT = /\s{1,3}(?=[bBrRuU]?['"])/y;
const SPACE = /\s{1,3}/y;
const DEFAULT = /\s{0,3}=\s{0,3}/y;
/** Of a parser, before `token`. */
const EXPECTED = /(?:^|\W)(?:un)?expected $/i;
/** Too short for a secret that nothing else tells of. */
const SCRAP = /[bBrRuU]?(["']).{0,3}?\1/y;
const ESCAPED = /(?<=^\\)[nrt]|(?<=^%)[0-9a-fA-F]{2}/;
const HEADER = /(?:^|[-_])(?:authorization|cookie)$/i;

interface Key {
  readonly name: string;
  readonly start: number;
  /** Behind its closing quote. */
  readonly end: number;
  readonly quoted: boolean;
}

export function maskAssigned(text: string): string {
  let masked = "";
  let done = 0;
  for (let stem = STEMS.find(text, 0); stem >= 0; ) {
    const key = keyAround(text, stem, stem + STEM_LENGTH, done);
    const found = isSecretKey(key.name) ? valueUnder(text, key) : null;
    if (found !== null) {
      masked += text.slice(done, found.at) + found.shown;
      done = found.end;
    }
    stem = STEMS.find(text, Math.max(done, key.end));
  }
  return done === 0 ? text : masked + text.slice(done);
}

/** Decides by how the value begins, before it is looked at as a whole: what is not taken may be looked at again. */
function valueAt(text: string, key: Key, at: number): Written | null {
  const inUrl = isInUrl(text, key);
  if (isPlainKey(key.name) && !inUrl && !looksRandom(text, at)) return null;
  return writtenValue(text, at, inUrl);
}

function isInUrl(text: string, { start }: Key): boolean {
  return /[?&;%]/.test(text.charAt(start - 1));
}

function keyAround(text: string, stemStart: number, stemEnd: number, floor: number): Key {
  const lowest = Math.max(floor, stemStart - MAX_SIDE);
  const highest = Math.min(text.length, stemEnd + MAX_SIDE);
  const [start, end] = grow(text, stemStart, stemEnd, lowest, highest, WORD_CHAR);
  const [quotedStart, quotedEnd] = grow(text, start, end, lowest, highest, QUOTED_CHAR);
  const closing = matchAt(AFTER_QUOTE, text, quotedEnd)?.[0];
  const isQuoted = closing !== undefined && text.startsWith(closing.slice(-1), quotedStart - 1);
  // `'a' password:'x'`: the quote before it closes another text.
  if (isQuoted && !(closing.startsWith(":") && text.charAt(quotedStart) === " ")) {
    const name = text.slice(quotedStart, quotedEnd);
    return { name, start: quotedStart - 1, end: quotedEnd + closing.length, quoted: true };
  }
  return bareKey(text, start, end);
}

function bareKey(text: string, start: number, end: number): Key {
  // Part of a node name or an address.
  if (text.charAt(start - 1) === "@") return { name: "", start, end, quoted: false };
  // The n of an escaped line end is none of the name's, nor are the digits of a quote in a URL.
  const escaped = ESCAPED.exec(text.slice(Math.max(0, start - 1), start + 2))?.[0].length ?? 0;
  const word = text.slice(start + escaped, end);
  // `api key: …` and `primary key: …` differ by the word before.
  const before = /^keys?$/i.test(word)
    ? (/[\w-]{1,20} $/.exec(text.slice(Math.max(0, start - 21), start))?.[0] ?? "")
    : "";
  return { name: before + word, start, end, quoted: false };
}

function grow(text: string, start: number, end: number, lowest: number, highest: number, char: RegExp) {
  let [from, to] = [start, end];
  while (from > lowest && char.test(text.charAt(from - 1))) from -= 1;
  while (to < highest && char.test(text.charAt(to))) to += 1;
  return [from, to] as const;
}

interface Found extends Written {
  readonly at: number;
}

function valueUnder(text: string, key: Key): Found | null {
  const isOfParser =
    key.name.toLowerCase() === "token" && EXPECTED.test(text.slice(Math.max(0, key.start - 12), key.start));
  if (isOfParser) return null;
  const sign = matchAt(SIGN, text, key.end) ?? matchAt(NAMED, text, key.end);
  if (sign !== null) return assignedTo(text, key, key.end + sign[0].length, sign[0].trim());
  const before = text.slice(Math.max(0, key.start - 3), key.start);
  if (key.quoted) {
    const isFirst = key.name.startsWith("-") || /[([]\s?[bBuU]?\\{0,2}$/.test(before);
    const pair = isFirst ? matchAt(PAIR, text, key.end) : null;
    return pair === null
      ? null
      : found(key.end + pair[0].length, valueAt(text, key, key.end + pair[0].length));
  }
  if (before.endsWith("<") && text.charAt(key.end) === ">")
    return found(key.end + 1, writtenContent(text, key.end + 1));
  const option = key.name.startsWith("--") ? matchAt(SPACE, text, key.end) : null;
  const gap = option ?? matchAt(QUOTED_NEXT, text, key.end);
  if (option === null && gap !== null && matchAt(SCRAP, text, key.end + gap[0].length) !== null) return null;
  if (gap !== null) return found(key.end + gap[0].length, valueAt(text, key, key.end + gap[0].length));
  const said = matchAt(SAID, text, key.end);
  return said === null ? null : saidOf(text, key.end + said[0].length);
}

function assignedTo(text: string, key: Key, at: number, sign: string): Found | null {
  if (!key.quoted && sign === ":" && HEADER.test(key.name)) return found(at, writtenLine(text, at));
  const value = valueAt(text, key, at);
  if (value === null) return null;
  const said = text.slice(at, Math.min(value.end, at + MAX_SIDE));
  if (/^-?\d{1,12}$/.test(said) && countsWhenNumber(key.name)) return null;
  // `self.token = token`, `InvalidToken: Token is …`: its own name tells nothing.
  if (isSecretKey(said) && key.name.toLowerCase().endsWith(said.toLowerCase())) return null;
  // `token: str = 'x'`: the kind of it, then the value.
  const equals = sign === ":" ? matchAt(DEFAULT, text, value.end) : null;
  const preset = equals === null ? null : writtenValue(text, value.end + equals[0].length, false);
  return found(at, preset ?? value);
}

/** "the password is hunter2", but not "the password is wrong". */
function saidOf(text: string, at: number): Found | null {
  const value = /[([{<]/.test(text.charAt(at)) ? null : writtenValue(text, at, false);
  if (value === null) return null;
  const said = text.slice(at, Math.min(value.end, at + 200));
  const telling = /^["']/.test(said) || (/[a-z]/i.test(said) && /\d/.test(said) && said.length >= 5);
  return telling ? found(at, value) : null;
}

function found(at: number, value: Written | null): Found | null {
  return value === null ? null : { ...value, at };
}
