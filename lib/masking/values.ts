// Where a value ends that is written in Python, JSON, a URL, a header or a log line, escaped or not, whole or cut. In doubt it
// ends later: hiding too much is the lesser evil. Every function looks at each character a bounded number of times.
import { MASK } from "./mark.ts";

export interface Written {
  readonly end: number;
  /** What stands in its place. */
  readonly shown: string;
}

/** Quote with what stands before it: prefix of bytes and the like, backslashes of the text around. */
const OPENING = /([bBrRuUfF]{0,2})(\\{0,16})(["'`])/y;
const JOINED = /\s{0,80}[bBrRuUfF]{0,2}["']/y;
const BARE = /(?:[^\s,()[\]{}'"`<>;\\]|\\(?!\\{0,8}[nrt'"]))+/y;
const BARE_IN_URL = /(?:[^\s,()[\]{}'"`<>;&#\\]|\\(?!\\{0,8}[nrt'"]))+/y;
const LINE = /(?:="[^"\n]{0,4096}"|[^\n'"\\]|\\(?!\\{0,8}[nr'"]))+/y;
const SCHEME = /^(?:bearer|basic|token|digest|negotiate|apikey|api-key|bot|hawk)$/i;
const AFTER_SCHEME = /\s{1,3}/y;
const TELLS_NOTHING =
  /^(?:None|True|False|null|true|false|undefined|nil|\*+|\.\.\.|…|%s|(?:yes|no|none|null|ok|failed|required|missing|expired|invalid|disabled|enabled|incorrect|denied)[.!]?)$/i;
/** What follows a colon in a sentence: `Invalid password: must be longer`. */
const PROSE =
  /^(?:an?|the|this|that|it|its|is|was|has|have|must|should|can|cannot|could|does|not|no|too|at|for|from|of|on|in|to|with|you|your|please|unable|attempt)$/i;
/** The variables of SQL, shells and formats. */
const PLACEHOLDER = /(?:%\(\w{1,64}\)s|\?|\$\{\w{1,64}\}|\$\d{1,3})(?=[\s,;)\]}'"&]|$)/y;
/** Code, as tracebacks show it, that names where the secret is: `self.password`, `get_token()`, `os.environ['API_KEY']`. */
const CODE =
  /(?=(?:self|cls|settings|request|response|config|conf|kwargs|options|os)[.[]|[A-Za-z_.]{1,80}\(\))[A-Za-z_]{1,40}(?:\(\))?(?:\.[A-Za-z_]{1,40}(?:\(\))?){0,6}(?:\[["'][A-Za-z_]{1,40}["']\])?(?=[\s,)\]}:]|$)/y;
const CUT_MARK = /(?:\.\.\.|…)$/;

/** null: there is none, or one that tells nothing. */
export function writtenValue(text: string, at: number, inUrl: boolean): Written | null {
  if (matchAt(PLACEHOLDER, text, at) !== null || matchAt(CODE, text, at) !== null) return null;
  const opening = matchAt(OPENING, text, at);
  if (opening !== null) return writtenString(text, at, opening);
  const first = text.charAt(at);
  if ("([{".includes(first) && first !== "") return container(text, at);
  if (first === "<") return { end: after(text, ">", at), shown: MASK };
  return bareValue(text, at, inUrl);
}

/** The rest of a header's line, up to the end of the text that it stands in. */
export function writtenLine(text: string, at: number): Written | null {
  const line = matchAt(LINE, text, at)?.[0] ?? "";
  return line.trim() === "" || TELLS_NOTHING.test(line.trim())
    ? null
    : { end: at + line.length, shown: MASK };
}

/** What stands between two tags. */
export function writtenContent(text: string, at: number): Written | null {
  const next = text.indexOf("<", at);
  const end = next < 0 ? text.length : next;
  return end === at || TELLS_NOTHING.test(text.slice(at, end)) ? null : { end, shown: MASK };
}

function writtenString(
  text: string,
  at: number,
  [whole, prefix, escapes, quote]: RegExpExecArray,
): Written | null {
  const [mark, slashes] = [quote ?? "", escapes ?? ""];
  const start = at + whole.length;
  const triple = slashes === "" && text.startsWith(mark + mark, start);
  if (triple) return { end: after(text, mark.repeat(3), start + 2), shown: `${prefix}${mark}${MASK}${mark}` };
  const inner = endOfString(text, start, mark, slashes.length);
  const content = text.slice(start, Math.min(inner.contentEnd, start + 40));
  if (content === "" || TELLS_NOTHING.test(content)) return null;
  const closing = inner.closed ? slashes + mark : "";
  const shown = `${prefix}${slashes}${mark}${MASK}${closing}`;
  if (!inner.closed || slashes !== "" || matchAt(JOINED, text, inner.end) === null)
    return { end: inner.end, shown };
  let { end } = inner;
  // Python and SQL join texts that stand beside each other.
  for (let next = matchAt(JOINED, text, end); next !== null; next = matchAt(JOINED, text, end)) {
    end = endOfString(text, end + next[0].length, next[0].slice(-1), 0).end;
  }
  return { end, shown };
}

interface StringEnd {
  readonly contentEnd: number;
  readonly end: number;
  readonly closed: boolean;
}

/** A quote with more backslashes than the opening one is part of the text; with fewer, the text around ends there. */
function endOfString(text: string, start: number, quote: string, escapes: number): StringEnd {
  let from = start;
  for (let i = text.indexOf(quote, from); i >= 0; i = text.indexOf(quote, from)) {
    let slashes = 0;
    while (i - slashes > from && text.charAt(i - slashes - 1) === "\\") slashes += 1;
    if (slashes === escapes) return { contentEnd: i - slashes, end: i + 1, closed: true };
    if (slashes < escapes) return { contentEnd: i - slashes, end: i - slashes, closed: false };
    from = i + 1;
  }
  const end = endWithoutMark(text, start);
  return { contentEnd: end, end, closed: false };
}

/** A list, tuple, dict or call, up to the bracket that closes it. */
function container(text: string, at: number): Written | null {
  if (/^[([{]\s{0,3}[)\]}]/.test(text.slice(at, at + 6))) return null;
  return { end: endOfBrackets(text, at), shown: MASK };
}

const BRACKET_OR_QUOTE = /[()[\]{}'"]/g;

function endOfBrackets(text: string, at: number): number {
  let depth = 0;
  let i = at;
  for (;;) {
    BRACKET_OR_QUOTE.lastIndex = i;
    const found = BRACKET_OR_QUOTE.exec(text);
    if (found === null) return endWithoutMark(text, at);
    const [mark] = found;
    i = found.index + 1;
    if (mark === "'" || mark === '"')
      i = endOfString(text, i, mark, slashesBefore(text, found.index, at)).end;
    else if ("([{".includes(mark)) depth += 1;
    else depth -= 1;
    if (depth === 0) return i;
  }
}

function slashesBefore(text: string, index: number, floor: number): number {
  let slashes = 0;
  while (slashes < 16 && index - slashes > floor && text.charAt(index - slashes - 1) === "\\") slashes += 1;
  return slashes;
}

/** A word; with the word after the name of a scheme (`Bearer …`), and what is in the brackets of a call. */
function bareValue(text: string, at: number, inUrl: boolean): Written | null {
  const pattern = inUrl ? BARE_IN_URL : BARE;
  const word = matchAt(pattern, text, at)?.[0];
  if (word === undefined || TELLS_NOTHING.test(word)) return null;
  let end = at + word.length;
  if (text.charAt(end) === " " && PROSE.test(word)) return null;
  const gap = SCHEME.test(word) ? matchAt(AFTER_SCHEME, text, end) : null;
  const next = gap === null ? undefined : matchAt(pattern, text, end + gap[0].length)?.[0];
  if (gap !== null && next !== undefined) {
    if (TELLS_NOTHING.test(next) || PROSE.test(next)) return null;
    return { end: end + gap[0].length + next.length, shown: `${word} ${MASK}` };
  }
  if ("([{".includes(text.charAt(end)) && end < text.length) end = endOfBrackets(text, end);
  else if (end === text.length || text.startsWith("...", end))
    end = Math.max(at + 1, endWithoutMark(text, at, end));
  return { end, shown: MASK };
}

/** That a text was cut stays visible. */
function endWithoutMark(text: string, start: number, end = text.length): number {
  const mark = CUT_MARK.exec(text.slice(Math.max(start, end - 3), end));
  return mark === null ? end : end - mark[0].length;
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? endWithoutMark(text, from) : at + mark.length;
}

export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
