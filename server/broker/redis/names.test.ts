// Our names against those that real Celery used on a real Redis, under each option (e2e/wire: what MONITOR showed).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseTransportOptions } from "#lib/kombu/read-transport-options.ts";
import { parseRedisUrls } from "./connection/url.ts";
import { bindingPattern, queueLists, type RedisNames, redisNames, replyBinding } from "./names.ts";

interface Capture {
  readonly broker_url: string;
  readonly settings: { readonly [key: string]: unknown };
  readonly redis_commands_db_first: readonly string[];
}

function captures(version: string): readonly (readonly [string, Capture])[] {
  const file = new URL(`../../../e2e/wire/redis/${version}/transport-options.json`, import.meta.url);
  return Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, Capture>).map(
    ([name, capture]) => [`${version} ${name}`, capture] as const,
  );
}

function namesOf({ broker_url, settings }: Capture): RedisNames {
  const { broker_transport_options: options = {}, ...others } = settings;
  const read = parseTransportOptions(JSON.stringify({ ...(options as object), ...others }));
  if (!read.ok) throw new Error(read.detail);
  const targets = parseRedisUrls(broker_url, read.value.options);
  if (!targets.ok) throw new Error(targets.detail);
  const [{ db, sentinels }] = targets.value;
  return redisNames(db, read.value.options, sentinels !== null);
}

/** Arguments of the commands of that name; MONITOR escapes what is not printable. */
function used(
  { redis_commands_db_first: commands }: Capture,
  command: string,
): readonly (readonly string[])[] {
  return commands
    .filter((line) => line.includes(` "${command}" `))
    .map((line) =>
      [...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) =>
        text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      ),
    )
    .map((words) => words.slice(1));
}

const CASES = [...captures("celery-5.2.6"), ...captures("celery-main")];

describe("names are Celery's under every captured option", () => {
  it("has cases", () => expect(CASES.length).toBeGreaterThan(8));

  it.each(CASES)("%s", (_, capture) => {
    const names = namesOf(capture);
    const published = used(capture, "PUBLISH").map(([channel = ""]) => channel);
    const heard = ({ pattern, channel }: RedisNames["events"][number], name: string) =>
      name === channel || name.startsWith(pattern.slice(0, -1).replaceAll("\\", ""));
    const events = published.filter((name) => names.events.some((each) => heard(each, name)));
    expect(events.length).toBeGreaterThan(1);
    expect(published.filter((name) => names.controlChannels.includes(name)).length).toBe(1);
    const bindings = used(capture, "SADD").map(([key = ""]) => key);
    expect(bindings).toContain(replyBinding(names));
    for (const key of bindings) expect(key.startsWith(names.bindingPrefix)).toBe(true);
    expect(bindingPattern(names)).toBe(`${names.bindingPrefix}*`);
    const lists = queueLists(names, "celery");
    const tasks = used(capture, "LPUSH").filter(([key = ""]) => !key.includes("pidbox"));
    expect(tasks.length).toBeGreaterThan(0);
    for (const [key = ""] of tasks) expect(lists).toContain(key);
  });
});

it("escapes what is a pattern in Redis but a letter to kombu", () => {
  const read = parseTransportOptions('{"global_keyprefix": "a*[b]"}');
  if (!read.ok) throw new Error(read.detail);
  const [events] = redisNames(0, read.value.options).events;
  expect(events).toEqual({
    pattern: "a\\*\\[b\\]/0.celeryev/*",
    channel: "a*[b]/0.celeryev",
    wide: "a\\*\\[b\\]/0.celeryev*",
  });
});
