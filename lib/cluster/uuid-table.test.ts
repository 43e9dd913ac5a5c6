import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { UuidTable } from "./uuid-table.ts";

vi.setConfig({ testTimeout: 60_000 });

/** Real ids, ids that differ in one digit, and texts that only look like ids. */
const ids = fc.oneof(
  fc.uuid(),
  fc.nat({ max: 40 }).map((n) => `00000000-0000-0000-0000-${n.toString(16).padStart(12, "0")}`),
  fc.nat({ max: 40 }).map((n) => `${n.toString(16).padStart(8, "0")}-0000-0000-0000-000000000000`),
  fc.constantFrom(
    "",
    "t1",
    "00000000-0000-0000-0000-00000000000A",
    "00000000-0000-0000-0000-00000000000g",
    "00000000_0000-0000-0000-000000000001",
    "000000000000-0000-0000-0000-00000001",
    "0000000é-0000-0000-0000-000000000001",
    "00000000000000000000000000000001----",
  ),
);

describe("a table of ids", () => {
  test("answers what a Map answers, whatever is added and removed", () => {
    const steps = fc.array(fc.record({ id: ids, remove: fc.boolean() }), { maxLength: 200, size: "max" });
    fc.assert(
      fc.property(steps, (list) => {
        const table = new UuidTable(64);
        const model = new Map<string, number>();
        const free = Array.from({ length: 64 }, (_, row) => row);
        for (const { id, remove } of list) {
          const row = model.get(id);
          if (row === undefined) {
            const next = free.pop();
            if (next === undefined) continue;
            table.add(id, next);
            model.set(id, next);
          } else if (remove) {
            table.remove(row);
            model.delete(id);
            free.push(row);
          }
          expect(table.size).toBe(model.size);
        }
        for (const { id } of list) expect(table.find(id)).toBe(model.get(id) ?? -1);
        for (const [id, row] of model) {
          expect(table.text(row)).toBe(id);
          expect(table.is(row, id)).toBe(true);
          expect(table.is(row, `${id}x`)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["count up in their last digits", (n: number) => [0, 0, 0, n]],
    ["count up in their first digits", (n: number) => [n, 0, 0, 0]],
    ["differ in high bits only", (n: number) => [0, (n << 16) >>> 0, 0, 0]],
    ["are equal words", (n: number) => [n, n, n, n]],
    ["cancel each other out", (n: number) => [n, 0, 0, (0xffffffff - n) >>> 0]],
  ])("stays fast when ids %s", (_, words) => {
    const uuid = (n: number) => {
      const hex = words(n)
        .map((word) => word.toString(16).padStart(8, "0"))
        .join("");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    };
    const count = 30_000;
    const table = new UuidTable(count);
    const before = process.cpuUsage();
    for (let n = 0; n < count; n += 1) table.add(uuid(n), n);
    let found = 0;
    for (let n = 0; n < count; n += 1) if (table.find(uuid(n)) === n) found += 1;
    for (let n = 0; n < count; n += 2) table.remove(n);
    const { user } = process.cpuUsage(before);
    // Quadratic behaviour would take minutes.
    expect(user / 1_000).toBeLessThan(5_000);
    expect(found).toBe(count);
    expect(table.size).toBe(count / 2);
    expect(table.find(uuid(1))).toBe(1);
    expect(table.find(uuid(2))).toBe(-1);
  });
});
