import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codecs } from "#server/codecs/codecs.ts";
import { fixtureEnvelopes } from "#server/codecs/fixtures.test-helper.ts";
import { decodeEvents } from "../events/decode-events.ts";
import { decodeBody } from "../kombu/decode-body.ts";
import { decodeEnvelope } from "../kombu/decode-envelope.ts";
import type { PyNode } from "./node.ts";
import { isCompleteRepr, parseRepr } from "./parse-repr.ts";

/** The tree in a shape that is short to write down. */
function outline(node: PyNode): unknown {
  switch (node.kind) {
    case "list":
    case "tuple":
    case "set":
      return [node.kind, ...node.items.map(outline)];
    case "dict":
      return { dict: node.entries.map(({ key, value }) => [outline(key), value && outline(value)]) };
    case "call":
      return { call: node.name, args: node.args.map(({ name, value }) => [name, outline(value)]) };
    case "object":
    case "elided":
    case "raw":
      return `${node.kind} ${node.text}`;
    default:
      return node.value;
  }
}
const read = (text: string) => outline(parseRepr(text).node);

describe("what Celery writes", () => {
  // Each text on the left was printed by celery.utils.saferepr.
  test.each<[string, unknown]>([
    ["()", ["tuple"]],
    ["(1,)", ["tuple", 1]],
    ["((), [], {}, (1,))", ["tuple", ["tuple"], ["list"], { dict: [] }, ["tuple", 1]]],
    ["[1.5, -2, True, None]", ["list", 1.5, -2, true, null]],
    [
      "{'total': 2, 'pause': 0.2}",
      {
        dict: [
          ["total", 2],
          ["pause", 0.2],
        ],
      },
    ],
    [
      "{1: 2, None: 3, (1, 2): 4}",
      {
        dict: [
          [1, 2],
          [null, 3],
          [["tuple", 1, 2], 4],
        ],
      },
    ],
    [
      "(set(), {1}, frozenset({2}))",
      ["tuple", { call: "set", args: [] }, ["set", 1], { call: "frozenset", args: [[null, ["set", 2]]] }],
    ],
    [
      "(datetime.datetime(2024, 1, 2, 0, 0), Decimal('1.5'))",
      [
        "tuple",
        {
          call: "datetime.datetime",
          args: [
            [null, 2024],
            [null, 1],
            [null, 2],
            [null, 0],
            [null, 0],
          ],
        },
        { call: "Decimal", args: [[null, "1.5"]] },
      ],
    ],
    [
      "(<object object at 0x7f1b>, <class '__main__.D'>)",
      ["tuple", "object <object object at 0x7f1b>", "object <class '__main__.D'>"],
    ],
    [
      "[1e+20, nan, -inf, 1180591620717411303424]",
      ["list", 1e20, Number.NaN, -Infinity, 1180591620717411303424n],
    ],
    ["'a\nb'", "a\nb"],
    ["b' abc''", " abc'"],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(isCompleteRepr(text)).toBe(true);
  });

  test("backslashes are not escaped, quotes are: what can be told apart is", () => {
    expect(read(String.raw`('it\'s', 'say "hi"', 'C:\dir\', 2)`)).toEqual([
      "tuple",
      "it's",
      'say "hi"',
      "C:\\dir\\",
      2,
    ]);
    expect(read(String.raw`{'a\'b': 'c, d: e'}`)).toEqual({ dict: [["a'b", "c, d: e"]] });
    expect(read(String.raw`('a\\'b', 1)`)).toEqual(["tuple", "a\\'b", 1]);
  });

  test("nested too deep", () => {
    expect(read("({'a': {'b': {...}}},)")).toEqual([
      "tuple",
      { dict: [["a", { dict: [["b", { dict: [["elided ...", null]] }]] }]] },
    ]);
    expect(read("[[[[...]]]]")).toEqual(["list", ["list", ["list", ["list", "elided ..."]]]]);
    expect(isCompleteRepr("[[[[...]]]]")).toBe(false);
  });

  test("cut at 1024: in a list, in a dict, inside a number, inside a text", () => {
    expect(read("[0, 1, 2, , ...]")).toEqual(["list", 0, 1, 2, "elided ..."]);
    expect(read("{'a': 1, 'k2', ...}")).toEqual({
      dict: [
        ["a", 1],
        ["k2", null],
        ["elided ...", null],
      ],
    });
    expect(read("{'a': , ...}")).toEqual({
      dict: [
        ["a", null],
        ["elided ...", null],
      ],
    });
    expect(read("(225, 226..., ...)")).toEqual(["tuple", 225, "raw 226...", "elided ..."]);
    const long = parseRepr(`('${"x".repeat(1021)}...', ...,)`);
    expect(long).toMatchObject({
      truncated: true,
      node: { items: [{ kind: "str", cut: true }, { kind: "elided" }] },
    });
    expect(parseRepr("'to be continued...'")).toMatchObject({ truncated: false, node: { cut: false } });
  });
});

describe("what Python and applications write", () => {
  test.each<[string, unknown]>([
    [
      "CustomError('broken', 42)",
      {
        call: "CustomError",
        args: [
          [null, "broken"],
          [null, 42],
        ],
      },
    ],
    ['KeyError("it\'s")', { call: "KeyError", args: [[null, "it's"]] }],
    ["ExceptionWithTraceback()", { call: "ExceptionWithTraceback", args: [] }],
    [
      "Point(x=1, y=Point(x=2, y=None))",
      {
        call: "Point",
        args: [
          ["x", 1],
          [
            "y",
            {
              call: "Point",
              args: [
                ["x", 2],
                ["y", null],
              ],
            },
          ],
        ],
      },
    ],
    ["<Foo: <Bar 1>, 'x'>", "object <Foo: <Bar 1>, 'x'>"],
    ["[<Status.A: 1>, len]", ["list", "object <Status.A: 1>", "raw len"]],
    ["(1+2j, 2024-01-02, 1_000)", ["tuple", "raw 1+2j", "raw 2024-01-02", "raw 1_000"]],
    [
      "array([[1., 2.],\n       [3., 4.]])",
      {
        call: "array",
        args: [[null, ["list", ["list", 1, 2], ["list", 3, 4]]]],
      },
    ],
    ["reject requeue=False: bad message", "raw reject requeue=False: bad message"],
    ["", "raw "],
    ["1, 2", "raw 1, 2"],
    ["Noneé", "raw Noneé"],
    ["tâche(1)", { call: "tâche", args: [[null, 1]] }],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(isCompleteRepr(text)).toBe(true);
  });

  test.each(["[1, 2", "{'a': ", "'abc", "Foo(", "Foo(x=", "<Foo", "(1, 2]", "[1, {2)", "'cut by Umbel…"])(
    "%s is incomplete",
    (text) => expect(isCompleteRepr(text)).toBe(false),
  );
});

test("every repr of the fixtures is understood down to the last value", () => {
  const reprs = fixtureReprs();
  expect(reprs.length).toBeGreaterThan(20);
  for (const text of reprs) {
    if (text.startsWith("reject requeue")) continue; // main sends no repr there
    expect(JSON.stringify(kindsIn(parseRepr(text).node)), text).not.toContain("raw");
  }
});

test("a Python literal printed as Celery prints it is read back", () => {
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: 2n ** 60n }), fc.boolean(), fc.constant(null)),
      fc.string().filter((text) => !/\\|\.\.\.|…/.test(text)),
      fc.array(tie("any"), { maxLength: 4 }).map((items) => ["list", ...items]),
      fc.array(tie("any"), { maxLength: 4 }).map((items) => ["tuple", ...items]),
      fc
        .array(
          fc.tuple(
            fc.string().filter((key) => !key.includes("\\")),
            tie("any"),
          ),
          { maxLength: 3 },
        )
        .map((entries) => ({ dict: entries })),
    ),
  })).any;
  fc.assert(
    fc.property(value, (original) => {
      const { node, truncated } = parseRepr(print(original));
      expect(outline(node)).toEqual(original);
      expect(truncated).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

function fixtureReprs(): string[] {
  const found = new Set<string>();
  for (const { text } of fixtureEnvelopes()) {
    const message = decodeEnvelope(text);
    const body = message.ok ? decodeBody(message.value, codecs) : message;
    const decoded = decodeEvents(body.ok ? body.value : null);
    for (const event of decoded.ok ? decoded.value.events : []) {
      if (event.kind !== "task") continue;
      for (const repr of [event.args, event.kwargs, event.result, event.exception]) if (repr) found.add(repr);
    }
  }
  return [...found];
}

function kindsIn(node: PyNode): unknown {
  if ("items" in node) return [node.kind, ...node.items.map(kindsIn)];
  if ("entries" in node)
    return [node.kind, ...node.entries.map((e) => [kindsIn(e.key), e.value && kindsIn(e.value)])];
  if ("args" in node) return [node.kind, ...node.args.map((argument) => kindsIn(argument.value))];
  return node.kind;
}

function print(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return `'${value.replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) {
    const [kind, ...items] = value;
    const printed = items.map(print).join(", ");
    if (kind === "list") return `[${printed}]`;
    return items.length === 1 ? `(${printed},)` : `(${printed})`;
  }
  if (typeof value === "object" && "dict" in value && Array.isArray(value.dict)) {
    return `{${value.dict.map(([key, member]) => `${print(key)}: ${print(member)}`).join(", ")}}`;
  }
  return String(value);
}
