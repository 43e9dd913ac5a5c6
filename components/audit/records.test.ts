// Guards: one record per command, found by anything that is written in it, and files that a spreadsheet cannot run.
import { expect, test } from "vitest";
import { filterRecords, toRecords, valuesOf } from "#components/control/audit/records.ts";
import type { AuditEntry } from "#lib/control/outcome.ts";
import { toCsv, toJsonLines } from "./export-records.ts";

const entry = (over: Partial<AuditEntry>): AuditEntry => ({
  id: "1",
  cluster: "celery",
  at: 1_000,
  phase: "requested",
  actor: "ada",
  source: "::1",
  command: "ping",
  args: {},
  destination: null,
  reason: null,
  outcome: null,
  refusal: null,
  ...over,
});
const outcome = { expected: 1, answered: 1, failed: 0, missing: [], ticket: "t-9" };

const ENTRIES = [
  entry({ id: "3", at: 5_000, command: "revoke", args: { task_id: "abc" } }),
  entry({
    id: "2",
    at: 4_000,
    phase: "refused",
    actor: "bob",
    command: "shutdown",
    refusal: "needs the right",
  }),
  entry({ id: "1", at: 3_000, phase: "finished", outcome: { ...outcome, missing: ["w@h"] } }),
  entry({ id: "1", at: 2_000, reason: "=1+1, twice" }),
];
const NO_FILTER = { text: "", command: null, actor: null, result: null };

test("what was asked and how it ended is one record", () => {
  expect(toRecords(ENTRIES).map(({ id, askedAt, at, result }) => ({ id, askedAt, at, result }))).toEqual([
    { id: "3", askedAt: 5_000, at: 5_000, result: "open" },
    { id: "2", askedAt: 4_000, at: 4_000, result: "refused" },
    { id: "1", askedAt: 2_000, at: 3_000, result: "partial" },
  ]);
});

test("records are found by command, actor, outcome and any text", () => {
  const records = toRecords(ENTRIES);
  const ids = (filter: object) => filterRecords(records, { ...NO_FILTER, ...filter }).map(({ id }) => id);
  expect(ids({ text: "T-9" })).toEqual(["1"]);
  expect(ids({ text: "abc revoke" })).toEqual(["3"]);
  expect(ids({ command: "shutdown" })).toEqual(["2"]);
  expect(ids({ actor: "ada", result: "open" })).toEqual(["3"]);
  expect(valuesOf(records, "command")).toEqual(["ping", "revoke", "shutdown"]);
});

test("CSV quotes, and lets nothing begin like a formula", () => {
  const csv = toCsv(toRecords([entry({ reason: '=cmd|"x", y' })]));
  expect(csv.split("\r\n")[1]).toContain(`"'=cmd|""x"", y"`);
  expect(toJsonLines(toRecords(ENTRIES)).trim().split("\n")).toHaveLength(3);
});
