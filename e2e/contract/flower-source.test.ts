// Held against Flower's own source: its routes are asked for, its options have an answer, its searches are read alike;
// and docs/from-flower.md says so.
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSearch } from "#lib/flower/search/parse.ts";
import { flowerAnswer, flowerOption } from "#server/config/flower-options.ts";
import { flagOf } from "#server/config/option.ts";
import { CASES, get } from "./flower-cases.ts";
import { differencesTable } from "./flower-differences.ts";
import { flowerOptions, flowerRoutes, flowerSearchErrors, matches } from "./flower-routes.ts";
import type { Request } from "./flower-setting.ts";

test("A20: every route, method and parameter of Flower's own source is asked for", () => {
  const asked = [...CASES.map(({ request }) => request), ...ELSEWHERE];
  const missing = flowerRoutes().flatMap((route) => {
    const here = asked.filter((request) => matches(route, request.path.split("?", 1)[0] ?? ""));
    const methods = route.methods.filter((method) => !here.some((one) => (one.method ?? "GET") === method));
    const parameters = route.parameters.filter((name) => {
      const spelt = name.replace("{column}", "0");
      return !here.some(({ path: url, form }) => {
        const query = new URLSearchParams(url.split("?", 2)[1] ?? "");
        return query.has(spelt) || form?.[spelt] !== undefined;
      });
    });
    return [...methods, ...parameters].map((what) => `${route.pattern} ${what}`);
  });
  expect(missing).toEqual([]);
});
/** Asked for by flower-answers.test.ts beside the cases. */
const ELSEWHERE: readonly Request[] = [
  get("/api/workers", "refresh=1"),
  get("/metrics"),
  get("/api/queues/length"),
];

test("A20: whatever is searched for is refused in the same words, or by neither", () => {
  const word = fc.constantFrom(
    ...'( ) AND OR NOT abc ab -abc "abc "a b" name: state:x kwargs:a=b name:-ab \\" x:abcd'.split(" "),
  );
  const queries = fc
    .sample(fc.array(word, { maxLength: 9 }), { numRuns: 3_000, seed: 20 })
    .map((words) => words.join(" "));
  const theirs = flowerSearchErrors(queries);
  for (const [at, query] of queries.entries()) {
    const parsed = parseSearch(query);
    // What Flower 2.0 took and 2.2 refuses is read as 2.0 read it.
    if (parsed.ok && theirs[at] !== null)
      expect(query, query).toMatch(/^(\s*(state|args|kwargs|result):\S+)+\s*$/);
    else expect([query, parsed.ok ? null : parsed.error]).toEqual([query, theirs[at]]);
  }
});

test("A20: every option of Flower's own source has a row in docs/from-flower.md", () => {
  const file = path.join(import.meta.dirname, "../../docs/from-flower.md");
  const table = readFileSync(file, "utf8").split("## Options")[1]?.split("## Variables")[0] ?? "";
  const rows = table.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  const told = new Map(
    rows.flatMap(([, names = "", ours = ""]) => names.split(/,\s*/).map((name) => [name, ours])),
  );
  for (const name of flowerOptions()) {
    const known = flowerOption(name);
    const row =
      known === null ? "none" : told.get(name) === "the same" ? "the same" : `\`--${flagOf(known[1])}\``;
    expect([name, told.get(name)]).toEqual([name, row]);
    if (known === null) expect(flowerAnswer(name), name).toEqual(expect.any(String));
  }
});

test("A20: docs/from-flower.md has exactly the deliberate differences", () => {
  const file = path.join(import.meta.dirname, "../../docs/from-flower.md");
  const shown =
    /<!-- differences -->\n([\s\S]*?)<!-- \/differences -->/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
  // The formatter pads the columns of tables.
  const cells = (table: string) =>
    table
      .trim()
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim().replace(/^-+$/, "---")));
  expect(cells(shown)).toEqual(cells(differencesTable()));
});
