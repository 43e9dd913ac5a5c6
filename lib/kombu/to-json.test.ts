import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixtureEnvelopes } from "#server/codecs/fixtures.test-helper.ts";
import { decodeBase64 } from "./base64.ts";
import { parseJson } from "./parse-json.ts";
import { toJson } from "./to-json.ts";
import { readTyped } from "./typed-value.ts";

test("what JSON lacks becomes text", () => {
  expect(
    toJson([
      2n ** 64n,
      Number.NaN,
      -Infinity,
      new TextEncoder().encode("é"),
      new Date(0),
      new Date(Number.NaN),
      undefined,
    ]),
  ).toEqual([
    "18446744073709551616",
    "NaN",
    "-Infinity",
    "é",
    "1970-01-01T00:00:00.000Z",
    "Invalid Date",
    null,
  ]);
});

describe("kombu's typed values", () => {
  const typed = (type: unknown, value: unknown) => ({ __type__: type, __value__: value });

  test("are read as text or bytes", () => {
    expect(toJson(typed("datetime", "2024-05-06T07:08:09"))).toBe("2024-05-06T07:08:09");
    expect(toJson(typed("decimal", "1.10"))).toBe("1.10");
    expect(toJson(typed("uuid", { hex: "00112233445566778899aabbccddeeff" }))).toBe(
      "00112233-4455-6677-8899-aabbccddeeff",
    );
    expect(toJson(typed("bytes", "abc"))).toBe("abc");
    expect(readTyped(typed("base64", "/wA="))).toEqual(Uint8Array.of(255, 0));
  });

  test("are ordinary objects when anything about them is off", () => {
    for (const object of [
      typed("unknown", "x"),
      typed(7, "x"),
      typed("datetime", 7),
      typed("uuid", { hex: "short" }),
      { ...typed("datetime", "x"), more: 1 },
      { __type__: "datetime" },
    ]) {
      expect(toJson(object)).toEqual(object);
    }
  });

  test("those that kombu main writes are all known", () => {
    const bodies = fixtureEnvelopes().map(({ text }) => (JSON.parse(text) as { body: string }).body); // an envelope
    const texts = bodies.map((body) => new TextDecoder().decode(decodeBase64(body) ?? undefined));
    const rich = texts.filter((text) => text.includes('"__type__"'));
    expect(rich.length).toBeGreaterThan(0);
    for (const text of rich) {
      const body = parseJson(text);
      expect(JSON.stringify(toJson(body.ok && body.value))).not.toContain("__type__");
    }
  });
});

describe("bounds", () => {
  const bounds = { maxDepth: 3, maxNodes: 10, maxText: 5 };

  test("depth, nodes and text end in an ellipsis", () => {
    expect(toJson([[[[1]]]], bounds)).toEqual([[["…"]]]);
    expect(toJson("abcdef", bounds)).toBe("abcd…");
    expect(toJson(new Uint8Array(1000).fill(97), bounds)).toBe("aaaa…");
    expect(toJson(Array(100).fill(1), bounds)).toEqual([...Array(9).fill(1), "…"]);
    const cut = toJson(
      { abcdefgh: 1, ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, i])) },
      bounds,
    );
    expect(Object.keys(cut as object)).toHaveLength(10); // an object in, an object out
    expect(cut).toMatchObject({ "abcd…": 1, "…": "…" });
  });

  test("cycles and shared values do not multiply without end", () => {
    let shared: unknown[] = [1];
    for (let i = 0; i < 30; i++) shared = [shared, shared, shared];
    const cyclic: Record<string, unknown> = { shared };
    cyclic.self = cyclic;
    expect(JSON.stringify(toJson(cyclic, { ...bounds, maxDepth: 50, maxNodes: 1000 })).length).toBeLessThan(
      10_000,
    );
  });

  test("whatever comes in, plain JSON comes out", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withTypedArray: true,
      withSet: true,
      withMap: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        const text = JSON.stringify(toJson(value));
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});
