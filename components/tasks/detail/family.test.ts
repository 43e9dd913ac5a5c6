import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aRow } from "../fixtures.test-helper.ts";
import { layOutFamily } from "./family.ts";

const row = (key: string, parentId: string | null) => ({ ...aRow(key), parentId });
const drawn = (...rows: ReturnType<typeof row>[]) =>
  layOutFamily(rows).map(
    ({ row: { key }, depth, detached }) => `${"-".repeat(depth)}${key}${detached ? "?" : ""}`,
  );

describe("layOutFamily", () => {
  it("puts children under their parents, in the order given", () => {
    const rows = [row("root", null), row("b", "root"), row("a", "root"), row("b1", "b")];
    expect(drawn(...rows)).toEqual(["root", "-b", "--b1", "-a"]);
  });

  it("shows a child whose parent is not held, and says so", () => {
    expect(drawn(row("child", "evicted"), row("grandchild", "child"))).toEqual(["child?", "-grandchild"]);
  });

  it("shows every row once, whatever the links say", () => {
    const key = fc.constantFrom("a", "b", "c", "d", "e");
    const links = fc.uniqueArray(fc.tuple(key, fc.option(key, { nil: null })), { selector: ([k]) => k });
    fc.assert(
      fc.property(links, (pairs) => {
        const lines = layOutFamily(pairs.map(([k, parent]) => row(k, parent)));
        expect(lines.map((line) => line.row.key).sort()).toEqual(pairs.map(([k]) => k).sort());
      }),
    );
  });
});
