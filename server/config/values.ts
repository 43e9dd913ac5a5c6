// Readers of single option values: text from the command line or the environment in, a checked value out. What each
// accepts is its description. Each refusal says what was wrong, never what the secret was.
import { z } from "zod";
import { parseUsers, USERS_ACCEPTED } from "#lib/access/users.ts";
import { parseTransportOptions } from "#lib/kombu/read-transport-options.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import { parseAddressList } from "./address-list.ts";
import { parseBrokers } from "./broker-list.ts";
import { parseTransports } from "./transport-list.ts";

/** Text that `read` understands; its refusal is said as it is. */
function readBy<T>(read: (text: string) => Result<T, string>, accepted: string) {
  return z
    .string()
    .transform((text, context) => {
      const found = read(text);
      if (found.ok) return found.value;
      context.addIssue(found.detail);
      return z.NEVER;
    })
    .describe(accepted);
}

const YES = ["1", "true", "yes", "on", "y", "t"];
const NO = ["0", "false", "no", "off", "n", "f"];

export const switchValue = z
  .string()
  .transform((text, context) => {
    const word = text.trim().toLowerCase();
    if (YES.includes(word)) return true;
    if (NO.includes(word)) return false;
    context.addIssue("is neither yes nor no");
    return z.NEVER;
  })
  .describe("yes or no (also true/false, on/off, 1/0)");

export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .transform((text, context) => {
      const number = Number(text);
      if (!/^\d{1,12}$/.test(text.trim())) context.addIssue("is not a whole number");
      else if (number < min || number > max) context.addIssue(`is not between ${min} and ${max}`);
      return number;
    })
    .describe(`a whole number from ${min} to ${max}`);
}

export const brokerUrls = readBy((text) => {
  const brokers = parseBrokers(text);
  if (!brokers.ok) return brokers;
  for (const { name, url } of brokers.value) {
    const wrong = brokerUrlProblem(url);
    if (wrong !== null) return bad("url", brokers.value.length > 1 ? `${wrong} (broker “${name}”)` : wrong);
  }
  return brokers;
}, "redis://[user:password@]host[:port][/db], rediss:// for TLS, redis+socket:///path, sentinel://host:26379/db, amqp://[user:password@]host[:port]/[vhost], amqps:// for TLS, alternates divided by ;; several clusters, each with a name: name=url|name2=url2");

/** Only what cannot be a URL stops the start: what Umbel cannot watch is told on its page, beside the other clusters. */
function brokerUrlProblem(url: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return "is not a URL";
  // What any other scheme means, or why it cannot be watched, its broker says on the page.
  if (!REDIS_SCHEMES.includes(scheme)) return null;
  return isWellFormed(url) ? null : "is not a well-formed URL (escape special characters as %XX)";
}

const REDIS_SCHEMES: readonly string[] = ["redis", "rediss", "redis+socket", "sentinel"];

/** Credentials or a port before no host, which is this machine although the standard does not allow it. */
const NO_HOST = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?)(?=(?::\d*)?(?:[/?#]|$))/i;

/** Rough: the broker reads it closely. */
function isWellFormed(urls: string): boolean {
  const each = urls.split(/;(?=\s*[a-z][a-z0-9+.-]*:\/\/)/i).map((url) => url.trim());
  return each.every((url) => URL.canParse(url) || URL.canParse(url.replace(NO_HOST, "$1localhost")));
}

export const transportOptions = readBy(
  parseTransports,
  'one JSON object, such as {"global_keyprefix": "acme:", "master_name": "mymaster"}',
);

/** Whether Umbel can read it is told when it is opened: that needs more than the scheme. */
export const resultBackendUrls = readBy(
  (text) => parseUrls(text, "result backend", (url) => /^[a-z][a-z0-9+.-]*:\/\//i.test(url), "is not a URL"),
  "redis://, rediss://, sentinel://, redis+socket://, db+postgresql://user:password@host/name, db+sqlite:////absolute/path",
);

export const resultOptions = readBy((text) => {
  const read = parseTransportOptions(text);
  if (!read.ok) return read;
  const { options: transport } = read.value;
  return ok({ globalKeyprefix: transport.globalKeyprefix, transport });
}, 'a JSON object like {"global_keyprefix": "acme"}');

export const apiUrls = readBy(
  (text) =>
    parseUrls(
      text,
      "API",
      (url) => /^https?:\/\//i.test(url) && URL.canParse(url),
      "is not a URL that begins with http:// or https://",
    ),
  "http://[user:password@]host:port or https://…; for several clusters name=url|name2=url2",
);

/** URLs of something that each cluster has, by name where there are several. */
function parseUrls(text: string, what: string, isRight: (url: string) => boolean, wrong: string) {
  const urls = parseBrokers(text);
  if (!urls.ok) return bad(urls.reason, urls.detail.replaceAll("broker", what));
  return urls.value.every(({ url }) => isRight(url)) ? urls : bad("url", wrong);
}

/** A name or an address to bind to; `[::1]` and `::1` are the same. */
export const bindAddress = z
  .string()
  .transform((text, context) => {
    const address = text.trim().replace(/^\[(.*)\]$/, "$1");
    if (!/^[A-Za-z0-9_.:%-]{1,255}$/.test(address)) context.addIssue("is not a host name or an address");
    return address;
  })
  .describe("a host name or an IP address of this machine");

export const proxyAddresses = readBy(
  parseAddressList,
  "addresses and networks separated by commas, such as 10.0.0.7,fd00::/8; unix is whoever connects to --unix-socket",
);

const MAX_HOSTS = 100;

/** In lower case; `*.example.com` is every name below example.com. */
export const hostNames = z
  .string()
  .transform((text, context): readonly string[] => {
    const names = text.split(",").flatMap((name) => name.trim().toLowerCase().replace(/\.$/, "") || []);
    if (!names.every((name) => /^(\*\.)?[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?$/.test(name)))
      context.addIssue("are no host names");
    else if (names.length === 0 || names.length > MAX_HOSTS)
      context.addIssue(`are none or more than ${MAX_HOSTS}`);
    return names;
  })
  .describe("host names without a port separated by commas, such as umbel.example.com,*.internal.example");

export const usersValue = readBy((text) => {
  const users = parseUsers(text);
  return users.ok ? users : bad(users.reason, `is malformed: ${users.detail}`);
}, USERS_ACCEPTED);

/** `accepted`: which file, for people. */
export function filePath(accepted: string) {
  return z
    .string()
    .transform((text, context) => {
      if (text.includes("\0") || text.endsWith("/")) context.addIssue("is not a path of a file");
      return text;
    })
    .describe(accepted);
}

export const folderPath = z
  .string()
  .refine((text) => !text.includes("\0"), "is not a path of a folder")
  .describe("a path of a folder that Umbel may make and write in");

export const sessionSecret = z
  .string()
  .transform((text, context) => {
    if (text.length < 16) context.addIssue("is shorter than 16 characters");
    return text;
  })
  .describe("at least 16 characters");

/** A number that need not be whole. */
export function decimal(unit: string, min: number, max: number) {
  return z
    .string()
    .transform((text, context) => {
      const number = Number(text);
      if (text.trim() === "" || !Number.isFinite(number)) context.addIssue("is not a number");
      else if (number < min || number > max) context.addIssue(`is not between ${min} and ${max}`);
      return number;
    })
    .describe(`${unit} from ${min} to ${max}`);
}

const MAX_BOUNDS = 50;

/** `1,5,10,inf`: the last bound is always there and need not be named. */
export const bucketBounds = z
  .string()
  .transform((text, context): readonly number[] => {
    const words = text.split(",").map((word) => word.trim().toLowerCase());
    const last = words.at(-1) ?? "";
    const bounds = (/^\+?inf(inity)?$/.test(last) ? words.slice(0, -1) : words).map(Number);
    const rises = bounds.every((bound, at) => Number.isFinite(bound) && bound > (bounds[at - 1] ?? 0));
    if (words.includes("") || !rises) context.addIssue("are no rising numbers");
    else if (bounds.length === 0 || bounds.length > MAX_BOUNDS)
      context.addIssue(`are none or more than ${MAX_BOUNDS}`);
    return bounds;
  })
  .describe("rising numbers above 0 separated by commas, at most 50; inf may end them");

export const columnNames = z
  .string()
  .transform((text): readonly string[] => {
    // What is no column is left out where columns are shown, as in Flower.
    return text
      .split(",")
      .flatMap((name) => name.trim() || [])
      .slice(0, 100);
  })
  .describe("names separated by commas");

/** Pino's names by Flower's. */
const LEVELS = { debug: "debug", info: "info", warning: "warn", error: "error", none: "silent" } as const;
export type LogLevelName = (typeof LEVELS)[keyof typeof LEVELS];

export const logLevel = z
  .string()
  .transform((text, context): LogLevelName => {
    const word = text.trim().toLowerCase();
    const [, level] = Object.entries(LEVELS).find(([name]) => name === word) ?? [];
    if (level === undefined) context.addIssue("is not a level");
    return level ?? "info";
  })
  .describe("debug, info, warning, error or none");
