import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64.ts";

test("agrees with Node's own base64, both ways", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000, size: "max" }), (bytes) => {
      const text = encodeBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64"));
      expect(decodeBase64(text)).toEqual(bytes);
    }),
    { numRuns: 50 },
  );
});

test("line breaks are skipped, anything else outside the alphabet is refused", () => {
  expect(decodeBase64("aGVs\r\nbG8=\n")).toEqual(new TextEncoder().encode("hello"));
  for (const text of [
    "aGVsbG8",
    "aGVsbG8==",
    "aGV*bG8=",
    "a===",
    "====",
    "é===",
    "aGVsbG8=aGVsbG8=",
    "aGVs bG8",
  ]) {
    expect(decodeBase64(text), text).toBeNull();
  }
});

test("never throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void decodeBase64(text)));
});
