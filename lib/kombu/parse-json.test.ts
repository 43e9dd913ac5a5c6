import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonReader } from "./json-reader.ts";
import { parseJson } from "./parse-json.ts";
import { printJson, type WireJson } from "./print-json.ts";

const value = (text: string) => {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : parsed.reason;
};

test("bare NaN and infinities, as Python writes them", () => {
  expect(value('{"a": Infinity, "b": [-Infinity, NaN], "c": "Infinity"}')).toEqual({
    a: Number.POSITIVE_INFINITY,
    b: [Number.NEGATIVE_INFINITY, Number.NaN],
    c: "Infinity",
  });
});

test("integers beyond 2^53 stay exact, everything smaller is a number", () => {
  expect(value("[9007199254740991, 9007199254740993, -123456789012345678901234567890]")).toEqual([
    9007199254740991,
    9007199254740993n,
    -123456789012345678901234567890n,
  ]);
  expect(value('{"a": {"b": 18446744073709551615}, "c": 1e300, "d": 0.0020344280001154402}')).toEqual({
    a: { b: 18446744073709551615n },
    c: 1e300,
    d: 0.0020344280001154402,
  });
});

test("__proto__ is an ordinary key, on the fast path and on the slow one", () => {
  for (const text of ['{"__proto__": {"polluted": 1}}', '{"__proto__": {"polluted": 1}, "x": NaN}']) {
    const object = value(text) as Record<string, unknown>;
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect(Object.keys(object)).toContain("__proto__");
    expect(object.polluted).toBeUndefined();
  }
});

test("depth is limited on both paths", () => {
  const nest = (depth: number, core: string) => "[".repeat(depth) + core + "]".repeat(depth);
  expect(value(nest(100, ""))).toBeInstanceOf(Array);
  expect(value(nest(101, ""))).toBe("too-large");
  expect(value(nest(101, "NaN"))).toBe("too-large");
  expect(value(nest(100_000, ""))).toBe("too-large");
  expect(value("[".repeat(1_000_000))).toBe("too-large");
  expect(value('{"a":'.repeat(1_000_000))).toBe("too-large");
});

test("integers too long to be worth the time are refused", () => {
  expect(value("1".repeat(4300))).toBeTypeOf("bigint");
  expect(value("1".repeat(4301))).toBe("body");
});

test("the exact reader agrees with JSON.parse on strict JSON", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (text) => {
      expect(narrow(new JsonReader(text, 100).readDocument())).toEqual(narrow(JSON.parse(text)));
    }),
    { numRuns: 500 },
  );
});

test("the exact reader refuses whatever JSON.parse refuses, apart from the three words of Python", () => {
  const noise = fc
    .array(fc.constantFrom(...'[]{}:,"\\0123.eE+- \nutrlnfas', "true", "null", '"a"', "1"), { maxLength: 12 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(noise, fc.string({ unit: "binary" })), (text) => {
      fc.pre(!/NaN|Infinity/.test(text));
      expect(outcome(() => new JsonReader(text, 1000).readDocument())).toEqual(
        outcome(() => JSON.parse(text)),
      );
    }),
    { numRuns: 5000 },
  );
});

test("what printJson writes, parseJson reads: ASCII only, nothing rounded", () => {
  const wire = fc.letrec<{ any: WireJson }>((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.string({ unit: "binary" }),
      fc.double(),
      fc.maxSafeInteger(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 200n }),
      fc.bigInt({ min: -(2n ** 200n), max: -(2n ** 53n) }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("any")),
      fc.dictionary(fc.string(), tie("any")),
    ),
  })).any;
  fc.assert(
    fc.property(wire, (original) => {
      const text = printJson(original);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is claimed
      expect(text).toMatch(/^[\x00-\x7e]*$/);
      expect(parseJson(text)).toEqual({ ok: true, value: original });
    }),
    { numRuns: 1000 },
  );
});

test("any prefix of a document is an answer, never an exception", () => {
  const text = printJson({ a: [1, 2.5, Number.NaN, 'é"\\', null], b: { c: 2n ** 70n, d: -Infinity } });
  for (let end = 0; end < text.length; end++) expect(parseJson(text.slice(0, end)).ok).toBe(false);
  expect(parseJson(text).ok).toBe(true);
});

function outcome(run: () => unknown): unknown {
  try {
    return { found: narrow(run()) };
  } catch {
    return "refused";
  }
}

/** Bigints to the number that JSON.parse would have made of them. */
function narrow(found: unknown): unknown {
  if (typeof found === "bigint") return Number(found);
  if (Array.isArray(found)) return found.map(narrow);
  if (typeof found !== "object" || found === null) return found;
  return new Map(Object.entries(found).map(([key, member]) => [key, narrow(member)]));
}
