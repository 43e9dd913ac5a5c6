// Readers of single option values: text from the command line or the environment in, a checked value out.
// Each refusal says what was wrong, never what the secret was.
import { z } from "zod";
import { parseUsers } from "#lib/access/users.ts";
import { parseBrokers } from "./broker-list.ts";

const YES = ["1", "true", "yes", "on", "y", "t"];
const NO = ["0", "false", "no", "off", "n", "f"];

export const switchValue = z.string().transform((text, context) => {
  const word = text.trim().toLowerCase();
  if (YES.includes(word)) return true;
  if (NO.includes(word)) return false;
  context.addIssue("is neither yes nor no");
  return z.NEVER;
});

export function wholeNumber(min: number, max: number) {
  return z.string().transform((text, context) => {
    const number = Number(text);
    if (!/^\d{1,12}$/.test(text.trim())) context.addIssue("is not a whole number");
    else if (number < min || number > max) context.addIssue(`is not between ${min} and ${max}`);
    return number;
  });
}

export const brokerUrls = z.string().transform((text, context) => {
  const brokers = parseBrokers(text);
  if (!brokers.ok) {
    context.addIssue(brokers.detail);
    return z.NEVER;
  }
  for (const { name, url } of brokers.value) {
    const wrong = brokerUrlProblem(url);
    if (wrong === null) continue;
    context.addIssue(brokers.value.length > 1 ? `${wrong} (broker “${name}”)` : wrong);
    return z.NEVER;
  }
  return brokers.value;
});

function brokerUrlProblem(url: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return "is not a URL";
  if (scheme !== "redis" && scheme !== "rediss" && scheme !== "demo")
    return `has the scheme ${scheme}://, which this version does not read`;
  return URL.canParse(url) ? null : "is not a well-formed URL (escape special characters as %XX)";
}

/** Whether Umbel can read it is told when it is opened: that needs more than the scheme. */
export const resultBackendUrls = z.string().transform((text, context) => {
  const backends = parseBrokers(text);
  const wrong = backends.ok
    ? backends.value.every(({ url }) => /^[a-z][a-z0-9+.-]*:\/\//i.test(url))
      ? null
      : "is not a URL"
    : backends.detail.replaceAll("brokers", "result backends");
  if (wrong !== null) context.addIssue(wrong);
  return backends.ok ? backends.value : z.NEVER;
});

export const resultOptions = z.string().transform((text, context) => {
  const read = resultOptionsSchema.safeParse(parseOrNull(text));
  if (read.success) return { globalKeyprefix: read.data.global_keyprefix };
  context.addIssue("is not a JSON object of transport options");
  return z.NEVER;
});
const resultOptionsSchema = z.looseObject({ global_keyprefix: z.string().max(256).default("") });

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A name or an address to bind to; `[::1]` and `::1` are the same. */
export const bindAddress = z.string().transform((text, context) => {
  const address = text.trim().replace(/^\[(.*)\]$/, "$1");
  if (!/^[A-Za-z0-9_.:%-]{1,255}$/.test(address)) context.addIssue("is not a host name or an address");
  return address;
});

export const usersValue = z.string().transform((text, context) => {
  const users = parseUsers(text);
  if (users.ok) return users.value;
  context.addIssue(`is malformed: ${users.detail}`);
  return z.NEVER;
});

export const filePath = z.string().transform((text, context) => {
  if (text.includes("\0") || text.endsWith("/")) context.addIssue("is not a path of a file");
  return text;
});

export const sessionSecret = z.string().transform((text, context) => {
  if (text.length < 16) context.addIssue("is shorter than 16 characters");
  return text;
});
