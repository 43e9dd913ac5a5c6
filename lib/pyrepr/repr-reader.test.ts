import fc from "fast-check";
import { expect, test } from "vitest";
import type { PyNode } from "./node.ts";
import { parseRepr } from "./parse-repr.ts";

test("every prefix of a repr is read, keeps its source text and is known to be cut", () => {
  const text = String.raw`({'a': [1, 2.5, 'it\'s'], b'x': Foo(1, y=<bar at 0x1>)}, {1, 2}, None)`;
  expect(parseRepr(text).truncated).toBe(false);
  for (let end = 1; end < text.length; end++) {
    const { node, truncated } = parseRepr(text.slice(0, end));
    expect(node.text).toBe(text.slice(0, end));
    expect(truncated).toBe(true);
  }
});

test("garbage is read in bounded time, and the text is always kept", () => {
  const parts = fc.constantFrom(
    ..."()[]{}<>'\"\\,:=. \n",
    "...",
    "None",
    "b'",
    "Foo(",
    "x=",
    "12",
    "-",
    "é",
    "…",
  );
  const noise = fc.oneof(
    fc.array(parts, { maxLength: 60 }).map((list) => list.join("")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(noise, (text) => {
      expect(parseRepr(text).node.text.length).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 5000 },
  );
});

const RUNS = [
  ..."[({<'a1 \\",
  "Foo(",
  "\\'",
  "',",
  "'\\',",
  "{1:",
  "x=",
  "1,",
  "'a':",
  "[],",
  "<a>",
  "...",
  "\"'",
  "a(b,",
  "<,",
];
test.each(RUNS)("a long run of %s takes no longer than its length", (part) => {
  const text = part.repeat(200_000 / part.length);
  const started = performance.now();
  for (const wrapped of [text, `[${text}`, `('${text}`, `{${text}}`]) parseRepr(wrapped);
  expect(performance.now() - started).toBeLessThan(2000);
});

test("depth, nodes and length are bounded", () => {
  const deep = parseRepr(`${"[".repeat(1000)}1${"]".repeat(1000)}`);
  expect(depthOf(deep.node)).toBeLessThan(50);
  expect(deep.truncated).toBe(false);
  const wide = parseRepr(`[${"1, ".repeat(20_000)}2]`);
  expect(wide.truncated).toBe(true);
  expect(wide.node.kind === "list" && wide.node.items.length).toBeLessThan(5001);
  expect(parseRepr("x".repeat(70_000)).truncated).toBe(true);
});

function depthOf(node: PyNode): number {
  return "items" in node ? 1 + Math.max(0, ...node.items.map(depthOf)) : 0;
}
