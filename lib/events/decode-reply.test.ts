import fc from "fast-check";
import { expect, test } from "vitest";
import { codecs } from "#server/codecs/codecs.ts";
import { fixtureEnvelopes, readFixture } from "#server/codecs/fixtures.test-helper.ts";
import { decodeBody } from "../kombu/decode-body.ts";
import { decodeEnvelope } from "../kombu/decode-envelope.ts";
import { parseJson } from "../kombu/parse-json.ts";
import { decodeReply } from "./decode-reply.ts";

const HEADERS = { ticket: "t", clock: 5 };

test("the replies of the fixtures, in json, yaml and pickle", () => {
  const replies = fixtureEnvelopes().filter(({ text }) => text.includes('"exchange": "reply.celery.pidbox"'));
  const pongs = replies.map(({ text }) => {
    const message = decodeEnvelope(text);
    if (!message.ok) throw new Error(message.detail);
    const body = decodeBody(message.value, codecs);
    return decodeReply(body.ok && body.value, message.value.headers);
  });
  expect(pongs.length).toBeGreaterThan(3);
  for (const pong of pongs) {
    expect(pong).toMatchObject({ ok: true, value: { hostname: "w1@fix", value: { ok: "pong" } } });
  }
});

test("every decoded reply of every command, for each Celery", () => {
  let count = 0;
  for (const release of ["celery-5.2.6", "celery-main"]) {
    const commands = readFixture(`redis/${release}/control.json`) as Record<string, { replies?: unknown[] }>; // its shape
    for (const { replies = [] } of Object.values(commands)) {
      for (const body of replies) {
        expect(decodeReply(body, HEADERS)).toMatchObject({ ok: true, value: { ticket: "t" } });
        count += 1;
      }
    }
  }
  expect(count).toBeGreaterThan(60);
});

test("inspect conf with defaults holds a bare Infinity, which becomes text", () => {
  const control = readFixture("redis/celery-5.2.6/control.json") as {
    conf_with_defaults: { replies_text_not_strict_json: string };
  }; // the capture's own shape
  const text = control.conf_with_defaults.replies_text_not_strict_json;
  expect(() => JSON.parse(text)).toThrow();
  const bodies = parseJson(text);
  if (!bodies.ok || !Array.isArray(bodies.value)) throw new Error("not a list");
  expect(decodeReply(bodies.value[0], HEADERS)).toMatchObject({
    ok: true,
    value: { hostname: "w1@fix", value: { result_backend_max_retries: "Infinity" } },
  });
});

test("null is an answer; what is not one worker's answer is refused", () => {
  expect(decodeReply({ "w@h": null }, HEADERS)).toEqual({
    ok: true,
    value: { ticket: "t", hostname: "w@h", value: null },
  });
  for (const body of [null, [], {}, "pong", { a: 1, b: 2 }, { "": 1 }, { ["h".repeat(513)]: 1 }]) {
    expect(decodeReply(body, HEADERS)).toMatchObject({ ok: false, reason: "reply" });
  }
  for (const headers of [{}, { ticket: 7 }, { ticket: "" }]) {
    expect(decodeReply({ "w@h": null }, headers)).toMatchObject({ ok: false, reason: "reply" });
  }
});

test("never throws and always answers in plain JSON", () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withSet: true }),
      (value) => {
        const reply = decodeReply({ "w@h": value }, HEADERS);
        const text = JSON.stringify(reply.ok && reply.value.value);
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
      },
    ),
    { numRuns: 2000 },
  );
});

test("A7: an answer has no secrets, and what names something in it stays", () => {
  const value = {
    error: "redis://u:hunter2@h refused",
    ok: "password: hunter2",
    nested: [{ api_key: ["hunter2"], headers: [["Authorization", "Bearer hunter2"]] }],
    env: [{ name: "DB_PASSWORD", value: "hunter2" }],
    "redis://:hunter2@h": 1,
    queue: "token:refresh",
    global_keyprefix: "secret:app:",
    prefetch_count: 4,
    total: { "accounts.reset_password": 3 },
    task_routes: { "app.refresh_token": { queue: "a", password: "hunter2" } },
  };
  const reply = decodeReply({ "w@h": value }, HEADERS);
  expect(JSON.stringify(reply)).not.toContain("hunter2");
  expect(reply).toMatchObject({
    value: { value: { queue: "token:refresh", global_keyprefix: "secret:app:", prefetch_count: 4 } },
  });
  // Tasks may be called anything.
  expect(reply).toMatchObject({
    value: {
      value: {
        total: { "accounts.reset_password": 3 },
        task_routes: { "app.refresh_token": { queue: "a" } },
      },
    },
  });
});
