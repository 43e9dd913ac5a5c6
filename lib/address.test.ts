import fc from "fast-check";
import { expect, it, test } from "vitest";
import { decodeName, decodeSegment, encodeName, encodeValue } from "./address.ts";

const HOSTILE = [
  ...[
    ".",
    "..",
    "...",
    "/",
    "%2F",
    "\\",
    "~",
    "~~",
    "~foo",
    "~~0041",
    "\u0000",
    "\n",
    "?x=1#y",
    "a b",
    "a+b",
  ],
  ...["\ud800", "x\udfff", "\udc00\ud800", "😀", "\u202eabc", "celery@web/1", "__proto__", "a".repeat(512)],
];

test("A3: any text comes back from its address", () => {
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", minLength: 1 }), units());
  fc.assert(
    fc.property(text, (name) => {
      const segment = encodeName(name);
      expect(decodeSegment(segment)).toBe(name);
      expect(decodeName(decodeURIComponent(encodeValue(name)))).toBe(name);
      // What browsers and proxies normalise, refuse or undo does not stand in a path.
      expect(segment).not.toMatch(/^\.{0,2}$|\/|\\|%(2F|5C|25|0\d|1[0-9A-F]|7F)/i);
    }),
    { numRuns: 2_000, examples: HOSTILE.map((name) => [name] as [string]) },
  );
});

it("leaves ordinary names as they are, and reads what others percent-encoded", () => {
  expect(encodeName("celery@web-1")).toBe("celery%40web-1");
  expect(encodeName("a~b")).toBe("a~b");
  for (const name of ["order/7", "~foo", "100%", "a~0041"]) {
    expect(decodeSegment(encodeURIComponent(name))).toBe(name);
  }
  expect(decodeSegment("%E0%A4%A")).toBe("%E0%A4%A");
});

/** Units of UTF-16 in any order. */
function units(): fc.Arbitrary<string> {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.constantFrom(0xd800, 0xdfff, 0x7e, 0x2e, 0x41),
  );
  return fc.array(unit, { minLength: 1 }).map((codes) => String.fromCharCode(...codes));
}
