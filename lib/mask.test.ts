// Guards that no shape of a password known to brokers survives masking, that other text does, and that it takes no long time.
import { describe, expect, test } from "vitest";
import { MASK, maskArgs, maskText } from "./mask.ts";

describe("maskText", () => {
  test.each([
    ["redis://:hunter2@host:6379/0", `redis://:${MASK}@host:6379/0`],
    ["redis://user:hunter2@host/0", `redis://user:${MASK}@host/0`],
    ["amqp://user:hun/ter:2@hunter2@host//", `amqp://user:${MASK}@host//`],
    ["redis://:hun;ter,2@host/0", `redis://:${MASK}@host/0`],
    ["sentinel://:hunt/er?2@host", `sentinel://:${MASK}@host`],
    ["broker redis://u:hunter2@h/0 is away", `broker redis://u:${MASK}@h/0 is away`],
    [
      "amqp://guest:hunter2@a//;amqp://guest:hunter2@b//",
      `amqp://guest:${MASK}@a//;amqp://guest:${MASK}@b//`,
    ],
    ["redis://u:hun/ter@a,redis://u:hunter2@b", `redis://u:${MASK}@a,redis://u:${MASK}@b`],
    ["db+postgresql://u:hunter2@db/x", `db+postgresql://u:${MASK}@db/x`],
    ["redis://u:hunter2@h/0?mail=me@example.org", `redis://u:${MASK}@h/0?mail=me@example.org`],
    ["rediss://h/0?ssl_cert_reqs=none&password=hunter2", `rediss://h/0?ssl_cert_reqs=none&password=${MASK}`],
    ["sentinel://h:1/?password=hunter2&db=1", `sentinel://h:1/?password=${MASK}&db=1`],
    ["authorization: Basic aHVudGVyMg==", `authorization: Basic ${MASK}`],
    ["Bearer abc.def.ghi", `Bearer ${MASK}`],
  ])("%s", (text, masked) => {
    expect(maskText(text)).toBe(masked);
    expect(maskText(masked), "masking twice changes nothing").toBe(masked);
  });

  test.each([
    "redis://localhost:6379/0",
    "redis://user@host/1",
    "redis://host/1",
    "mail to ops@example.org: two of 5",
    "http://a:1/b and http://c:2/d",
  ])("leaves alone: %s", (text) => expect(maskText(text)).toBe(text));
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
});

test("takes no long time, whatever the text", () => {
  const nasty = [
    "a".repeat(50_000),
    "a://:/".repeat(8_000),
    `${"a://b:".repeat(8_000)}@`,
    `${"a://b:c@;".repeat(5_000)}`,
    `a://b:${"c/".repeat(25_000)}@`,
    "?pass".repeat(8_000),
    "'".repeat(50_000),
    "key ".repeat(9_000),
    "Basic ".repeat(8_000),
  ];
  const started = performance.now();
  for (const text of nasty) maskArgs(text);
  expect(performance.now() - started).toBeLessThan(3_000);
});
