// How often the list of replies is looked at: soon after a question, less and less for answers that do not come.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DEFAULT_TRANSPORT } from "#lib/kombu/transport-options.ts";
import type { RedisConnection } from "./connection/connect.ts";
import { openMailbox } from "./mailbox.ts";
import { redisNames } from "./names.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A Redis with one list. */
function setUp() {
  const list: string[] = [];
  let looks = 0;
  const chain = () => {
    const answers: [null, unknown][] = [];
    const add = (answer: () => unknown) => () => {
      answers.push([null, answer()]);
      return each;
    };
    const each = {
      lpush: add(() => list.unshift("umbel")),
      expire: add(() => 1),
      publish: add(() => 3),
      brpopBuffer: add(() => {
        const value = list.pop();
        return value === undefined ? null : ["list", Buffer.from(value)];
      }),
      exec: async () => answers,
    };
    return each;
  };
  const redis = {
    multi: chain,
    pipeline: chain,
    publish: async () => 0,
    llen: async () => {
      looks += 1;
      return list.length;
    },
  };
  // What the mailbox uses of ioredis.
  const connection = { redis, lastError: () => null } as unknown as RedisConnection;
  const mailbox = openMailbox(connection, () => redisNames(0, DEFAULT_TRANSPORT, false), "umbel");
  const replies: { readonly text: string; readonly at: number }[] = [];
  void mailbox.run(
    (payload) => void replies.push({ text: payload.toString(), at: Date.now() }),
    () => undefined,
  );
  /** How often it looks in so long. */
  const during = async (ms: number) => {
    const before = looks;
    await vi.advanceTimersByTimeAsync(ms);
    return looks - before;
  };
  return { mailbox, list, replies, during, publish: () => mailbox.publish({ body: "{}" }) };
}

test("answers are looked for at once, and a minute long less and less often", async () => {
  const { mailbox, publish, during, list, replies } = setUp();
  await during(10_000);
  expect(await publish()).toBe(3);
  const soon = await during(2_000);
  expect(soon).toBeGreaterThan(15);
  for (const after of [2_000, 10_000, 30_000]) {
    list.unshift(`after ${after}`);
    const at = Date.now();
    await vi.waitFor(() => expect(replies.at(-1)?.text).toBe(`after ${after}`), {
      interval: 5,
      timeout: 10_000,
    });
    expect(Date.now() - at).toBeLessThanOrEqual(Math.max(260, Math.min(3_000, (after + 3_000) / 8)));
    await during(after);
  }
  await during(30_000);
  expect(await during(60_000), "nothing is expected any more").toBe(20);
  await publish();
  expect(await during(60_000)).toBeLessThan(80);
  mailbox.stop();
});
