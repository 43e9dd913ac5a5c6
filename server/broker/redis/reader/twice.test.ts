import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { Twice } from "./twice.ts";

const envelope = (tag: string) => Buffer.from(`..{"body": "", "properties": {"delivery_tag": "${tag}"}}`);

test("A21: a message that is said in two spellings counts once, whatever comes in between", () => {
  const twice = new Twice();
  const again = (bytes: Buffer) => twice.isAgain(bytes, 2, bytes.length);
  const first = envelope(randomUUID());
  expect(again(first)).toBe(false);
  for (let i = 0; i < 9_000; i += 1) expect(again(envelope(randomUUID()))).toBe(false);
  expect(again(first)).toBe(true);
  for (let i = 0; i < 30_000; i += 1) again(envelope(randomUUID()));
  expect(again(first), "what is long ago is forgotten").toBe(false);
});

test("A21: messages without a tag of kombu's are never taken for one another", () => {
  const twice = new Twice();
  for (const text of ["..x", "..", `..${"a".repeat(50)}`, '..{"delivery_tag": "1"}}']) {
    const bytes = Buffer.from(text);
    for (let i = 0; i < 2; i += 1) expect(twice.isAgain(bytes, 2, bytes.length)).toBe(false);
  }
});
