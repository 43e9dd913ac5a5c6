import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MASK, maskArgs, maskUnknown, maskUrl } from "./mask.ts";

describe("maskUrl", () => {
  test.each([
    ["redis://:hunter2@host:6379/0", `redis://:${MASK}@host:6379/0`],
    [
      "amqp://guest:hunter2@a//;amqp://guest:hunter2@b//",
      `amqp://guest:${MASK}@a//;amqp://guest:${MASK}@b//`,
    ],
    ["redis://user@host/1", "redis://user@host/1"],
    ["redis://host/1", "redis://host/1"],
    ["sentinel://:hunt/er?2@host", `sentinel://:${MASK}@host`],
    ["rediss://h/0?ssl_cert_reqs=none&password=hunter2", `rediss://h/0?ssl_cert_reqs=none&password=${MASK}`],
    ["db+postgresql://u:hunter2@db/x", `db+postgresql://u:${MASK}@db/x`],
  ])("%s", (url, masked) => expect(maskUrl(url)).toBe(masked));
});

describe("maskArgs", () => {
  test.each([
    ["{'password': 'hunter2', 'user': 'bob'}", `{'password': '${MASK}', 'user': 'bob'}`],
    ["login(user='bob', api_key=\"hunter2\")", `login(user='bob', api_key="${MASK}")`],
    ["{'token': b'hunter2'}", `{'token': b'${MASK}'}`],
    ["{'token': None, 'page': 3}", "{'token': None, 'page': 3}"],
    ["{'secret': 12345, 'n': 1}", `{'secret': ${MASK}, 'n': 1}`],
    ["('redis://:hunter2@h/0',)", `('redis://:${MASK}@h/0',)`],
    ["{'passenger': 'bob'}", `{'passenger': '${MASK}'}`],
    ["('monkey', 'turkey: x')", "('monkey', 'turkey: x')"],
  ])("%s", (args, masked) => expect(maskArgs(args)).toBe(masked));

  test("takes no long time, whatever the text", () => {
    const nasty = [
      "a".repeat(50_000),
      "a://:/".repeat(8_000),
      "?pass".repeat(8_000),
      "'".repeat(50_000),
      "key ".repeat(9_000),
    ];
    const started = performance.now();
    for (const text of nasty) maskArgs(text);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

test("maskUnknown hides values under secret keys at any depth, and keeps the rest", () => {
  const masked = maskUnknown({
    broker_password: "hunter2",
    broker_read_url: "redis://:hunter2@h/0",
    nested: [{ sentinel_kwargs: { password: "hunter2" } }],
    redis_password: null,
    task_queues: ["a"],
    ssl: { keyfile: "/etc/x" },
  });
  expect(JSON.stringify(masked)).not.toContain("hunter2");
  expect(masked).toMatchObject({ redis_password: null, task_queues: ["a"] });
});

test("no secret of a URL or of a secret key survives maskUnknown, and it never throws", () => {
  fc.assert(
    fc.property(
      fc.anything(),
      fc.constantFrom("password", "SECRET_KEY", "auth_token", "api_key"),
      (value, key) => {
        const text = JSON.stringify(maskUnknown({ value, [key]: "hunter2", url: "amqp://u:hunter2@h" }));
        expect(text).not.toContain("hunter2");
      },
    ),
  );
});
