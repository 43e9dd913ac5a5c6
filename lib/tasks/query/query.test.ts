import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { TASK_STATES } from "../task.ts";
import type { Expr, Operand, Quantity, Term, Test } from "./expr.ts";
import { FLAG_NAMES, QUERY_FIELD_NAMES, QUERY_FIELDS } from "./fields.ts";
import { printQuery } from "./print.ts";
import { joined, MAX_QUERY, negated, readQuery } from "./read.ts";

const NOWHERE = { from: 0, to: 0 };

/** Two queries are the same wherever they were written. */
function bare(expr: Expr | null): unknown {
  return JSON.parse(
    JSON.stringify(expr, (key, value) => (key === "from" || key === "to" ? undefined : value)),
  );
}

const anyText = fc.oneof(
  fc.string({ maxLength: 6, unit: "binary" }).map((text) => text.replaceAll("\0", "")),
  fc.constantFrom(
    "a b",
    'q"u',
    "\\",
    "\\\\d",
    "-x",
    "OR",
    "not",
    "a:b",
    "a,b",
    "..",
    "1..2",
    "*",
    "(x)",
    "<1h",
    ">=",
    "=",
    "é",
    "'",
    "a.b",
  ),
);
const pieces = fc.array(anyText, { minLength: 1, maxLength: 3 });
const glob = pieces.map((found): Operand => ({ kind: "glob", pieces: found }));
/** Alone, two stars' ends mean that it is known. */
const valueGlob = glob.filter(
  (operand) => operand.kind !== "glob" || operand.pieces.length !== 2 || operand.pieces.join("") !== "",
);
const textGlob = glob.filter((operand) => operand.kind !== "glob" || operand.pieces.join("") !== "");
const number = fc
  .oneof(
    fc.integer({ min: -1e6, max: 1e6 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((n) => Number(n.toFixed(6))),
  )
  .map((value): Quantity => ({ kind: "number", value: value + 0 }));
const duration = fc
  .oneof(
    fc.nat(10).map((n) => n * 3_600_000),
    fc.nat(1e12),
    fc.nat(1e9).map((n) => n / 1_000),
  )
  .map((ms): Quantity => ({ kind: "duration", ms }));
const moment = fc
  .tuple(fc.nat(4e12), fc.constantFrom(86_400_000, 60_000, 1_000, 1))
  .map(([at, span]): Quantity => {
    return { kind: "moment", at: at - (at % span), span };
  });

function compared(quantity: fc.Arbitrary<Quantity>): fc.Arbitrary<Test> {
  const size = (one: Quantity) => ("value" in one ? one.value : "ms" in one ? one.ms : one.at);
  return fc.oneof(
    fc.record({
      op: fc.constantFrom("<" as const, "<=" as const, ">" as const, ">=" as const),
      than: quantity,
    }),
    fc.tuple(quantity, quantity).map(([one, other]): Test => {
      const [low, high] = size(one) <= size(other) ? [one, other] : [other, one];
      return { op: "range", low, high };
    }),
    fc.constant<Test>({ op: "known" }),
  );
}
function anyOf(operand: fc.Arbitrary<Operand>): fc.Arbitrary<Test> {
  return fc
    .uniqueArray(operand, { minLength: 1, maxLength: 3, selector: (one) => JSON.stringify(one) })
    .map((of) => ({ op: "any", of }));
}

const tests: Record<string, fc.Arbitrary<Test>> = {
  state: anyOf(fc.constantFrom(...TASK_STATES).map((state) => ({ kind: "state", state }))),
  flag: anyOf(fc.constantFrom(...FLAG_NAMES).map((flag) => ({ kind: "flag", flag }))),
  word: anyOf(valueGlob),
  text: anyOf(valueGlob),
  number: fc.oneof(compared(number), anyOf(number)),
  duration: fc.oneof(compared(duration), anyOf(duration)),
  time: fc.oneof(compared(duration), compared(moment), anyOf(moment)),
  ahead: fc.oneof(compared(duration), compared(moment), anyOf(moment)),
};
const ofNothing = fc.constant<Test>({ op: "known" });
const terms: fc.Arbitrary<Expr> = fc.oneof(
  textGlob.map(
    (operand): Term => ({
      kind: "term",
      field: null,
      path: [],
      test: { op: "any", of: [operand] },
      ...NOWHERE,
    }),
  ),
  fc
    .constantFrom(...QUERY_FIELD_NAMES)
    .chain((field) =>
      (tests[QUERY_FIELDS[field].kind] ?? ofNothing).map(
        (one): Term => ({ kind: "term", field, path: [], test: one, ...NOWHERE }),
      ),
    ),
  fc
    .tuple(
      fc.constantFrom("args" as const, "kwargs" as const),
      fc.array(anyText, { minLength: 1, maxLength: 3 }),
      fc.oneof(compared(number), anyOf(valueGlob)),
    )
    .map(([field, path, one]): Term => ({ kind: "term", field, path, test: one, ...NOWHERE })),
);
const { expr } = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    terms,
    fc
      .tuple(
        fc.constantFrom("and" as const, "or" as const),
        fc.array(tie("expr"), { minLength: 2, maxLength: 3 }),
      )
      .map(
        // Two parts make one.
        ([kind, parts]) => joined(kind, parts) as Expr,
      ),
    tie("expr").map((part) => negated(part)),
  ),
}));

describe("a query", () => {
  test("is read as it was printed", () => {
    fc.assert(
      fc.property(expr, (query) => {
        const printed = printQuery(query);
        const read = readQuery(printed);
        // Some are too long, or have too many texts.
        fc.pre(!read.faults.some(({ text }) => text.includes("at most")));
        expect(read.faults, printed).toEqual([]);
        expect(bare(read.query), printed).toEqual(bare(query));
        expect(printQuery(read.query)).toBe(printed);
      }),
      { numRuns: 1_000 },
    );
  });

  test("never throws, and each fault has its place", () => {
    const typed = fc.array(
      fc.constantFrom(
        "(",
        ")",
        '"',
        "\\",
        "-",
        ":",
        ",",
        "*",
        "..",
        "<",
        " ",
        "OR",
        "AND",
        "NOT",
        "name",
        "received",
        "kwargs.a",
        "1h",
        "x",
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          typed.map((parts) => parts.join("")),
          fc.string({ unit: "binary" }),
        ),
        (text) => {
          const { query, faults } = readQuery(text);
          for (const { from, to } of faults) {
            expect(from).toBeGreaterThanOrEqual(0);
            expect(to).toBeGreaterThanOrEqual(from);
            expect(to).toBeLessThanOrEqual(text.length);
          }
          if (faults.length > 0) expect(query).toBeNull();
          else expect(bare(readQuery(printQuery(query)).query)).toEqual(bare(query));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["(a b) OR c", "a b OR c"],
    ["a (b OR c)", "a (b OR c)"],
    ["a AND b", "a b"],
    ["NOT a b", "-a b"],
    ["-(a b)", "-(a b)"],
    ["NOT NOT a", "a"],
    ["((a))", "a"],
    ["(a b) c", "a b c"],
    ['"connection refused"', '"connection refused"'],
    ["timed*out", "timed*out"],
    ["state:FAILED,retried", "state:failure,retry"],
    ["UUID:abc*", "id:abc*"],
    ["received:<90m", "received:<90m"],
    ["received:<1h30m", "received:<90m"],
    ["received:2h..1h", "received:1h..2h"],
    ["received:>2026-01-31", "received:>2026-01-31"],
    ["received:>2026-01-31T12:00+01:00", "received:>2026-01-31T11:00Z"],
    ["runtime:>1", "runtime:>1s"],
    ["runtime:5s..", "runtime:>=5s"],
    ["kwargs.user.id:42", "kwargs.user.id:42"],
    ['kwargs."a.b":x', 'kwargs."a.b":x'],
    ["args.0:>5", "args.0:>5"],
    ['name:"a,b"', 'name:"a,b"'],
    ["name:a\\,b", 'name:"a,b"'],
    ["exception:*", "exception:*"],
    ["C\\d", '"C\\\\d"'],
  ])("%s is spelt %s", (typed, spelt) => {
    const { query, faults } = readQuery(typed);
    expect(faults).toEqual([]);
    expect(printQuery(query)).toBe(spelt);
  });

  it.each([
    ["state:bogus", 6, 11, '"bogus" is not a state; states are pending'],
    ["state:faild", 6, 11, "did you mean failed?"],
    ["recieved:<1h", 0, 8, "did you mean received:?"],
    ["x http://h", 2, 6, 'there is no field "http"; to search for the text, put it in quotes'],
    ["exception:", 10, 10, "exception: needs a value after it"],
    ["received<1h", 0, 11, "a field has a colon: received:<1h"],
    ["received:1h", 9, 11, "write received:<1h for less than 1h ago"],
    ["received:<soon", 10, 14, '"soon" is not a time'],
    ["runtime:>x", 9, 10, '"x" is not a duration'],
    ["retries:5..1", 8, 12, "write 1..5"],
    ["name:>5", 5, 7, "cannot be compared"],
    ["name.x:1", 0, 6, "name has no parts"],
    ["kwargs.:1", 0, 7, "the name of an argument is missing"],
    ["a or b", 2, 4, 'write OR to combine, or "or"'],
    ["a OR", 2, 4, "OR needs something on both sides"],
    ["AND a", 0, 3, "AND needs something on both sides"],
    ["NOT", 0, 3, "NOT needs something after it"],
    ["a - b", 2, 3, "- excludes the word after it"],
    ["--json", 0, 1, "- excludes the word after it"],
    ["(a", 0, 1, "this bracket is not closed"],
    ["a)", 1, 2, "this ) has no ("],
    ["()", 0, 1, "these brackets are empty"],
    ["E('x')", 1, 2, "a bracket in a word"],
    ['"a', 0, 2, "this quote is not closed"],
    ["*", 0, 1, "* alone matches every task"],
    ["is:odd", 3, 6, '"odd" is not a flag; there are orphaned'],
    ["name:a,,b", 7, 7, "stands between two values"],
    [`${"(".repeat(11)}a${")".repeat(11)}`, 10, 11, "brackets can be nested 10 deep"],
    ["name:a ".repeat(65), 448, 454, "at most 64 words"],
    [`name:${Array.from({ length: 65 }, (_, n) => `n${n}`).join()}`, 0, 254, "at most 64 words and values"],
    ["word ".repeat(13), 60, 64, "at most 12 texts"],
    ["x".repeat(10_000), MAX_QUERY, 10_000, "at most 1024 characters"],
  ])("%s is refused at its place", (typed, from, to, text) => {
    const { query, faults } = readQuery(typed);
    expect(query).toBeNull();
    expect(faults[0]).toMatchObject({ from, to, text: expect.stringContaining(text) });
    expect(faults.length).toBe(1);
  });
});
