// The short way must agree with the readable one on everything it takes, and take what workers really send.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codecs } from "../codecs/codecs.ts";
import { fixtureEnvelopes } from "../codecs/fixtures.test-helper.ts";
import { fastBody } from "./fast-body.ts";
import { readAnyDelivery, readDelivery } from "./read-delivery.ts";

const envelopes = fixtureEnvelopes().map(({ text }) => text);
const events = envelopes.filter((text) => text.includes('"exchange": "celeryev"'));

function agree(payload: Uint8Array) {
  const delivery = { source: "event", payload } as const;
  expect(readDelivery(delivery, codecs)).toEqual(readAnyDelivery(delivery, codecs));
}

describe("the short way to a body", () => {
  it("takes every event that real workers published on Redis", () => {
    expect(events.length).toBeGreaterThan(100);
    const refused = events.filter((text) => fastBody(Buffer.from(text)) === null);
    // Other serializers than JSON go the readable way.
    for (const text of refused) expect(text).not.toContain('"content-type": "application/json"');
    expect(refused.length).toBeLessThan(events.length / 20);
  });

  it("agrees with the readable way on every fixture, and on every fixture cut anywhere", () => {
    for (const text of envelopes) agree(Buffer.from(text));
    for (const text of events.slice(0, 3)) {
      for (let end = 0; end < text.length; end += 1) agree(Buffer.from(text.slice(0, end)));
    }
  });

  it("agrees on mutated fixtures", () => {
    const mutated = fc
      .tuple(
        fc.constantFrom(...events),
        fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 3 })), { minLength: 1, maxLength: 4 }),
      )
      .map(([text, edits]) => {
        let bytes = Buffer.from(text);
        for (const [position, replacement] of edits) {
          const at = position % bytes.length;
          bytes = Buffer.concat([bytes.subarray(0, at), replacement, bytes.subarray(at + 1)]);
        }
        return bytes;
      });
    fc.assert(fc.property(mutated, agree), { numRuns: 3_000 });
  });

  it("agrees on generated bodies: any JSON, any text, any base64 look-alike", () => {
    const tail = events[0]?.slice(events[0].indexOf('"', 10)) ?? "";
    const body = fc.oneof(
      fc.json().map((text) => Buffer.from(text).toString("base64")),
      fc.string({ unit: "binary" }).map((text) => Buffer.from(text).toString("base64")),
      fc
        .constantFrom("1e400", "NaN", "12345678901234567890", '{"a": -Infinity}', "[]", "é")
        .map((text) => Buffer.from(text).toString("base64")),
      fc.string({ unit: fc.constantFrom(..."ABab01+/=-_ \\") }),
    );
    fc.assert(
      fc.property(body, (base64) => agree(Buffer.from(`{"body": "${base64}${tail}`))),
      { numRuns: 3_000 },
    );
  });
});
