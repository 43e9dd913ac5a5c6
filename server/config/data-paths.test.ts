import { expect, test } from "vitest";
import { placeData } from "./data-paths.ts";

test("everything lies in one folder, and the audit log where it was asked for", () => {
  expect(placeData({}, ["celery"])).toMatchObject({
    dir: "umbel-data",
    auditLog: "umbel-data/audit.jsonl",
    pauses: "umbel-data/pauses.json",
    acknowledgements: "umbel-data/acknowledged-findings.json",
    endedSessions: "umbel-data/ended-sessions.jsonl",
    batches: new Map([["celery", "umbel-data/batches.jsonl"]]),
  });
  expect(placeData({ dataDir: "/data", auditLog: "/logs/umbel.log" }, ["eu", "us"])).toMatchObject({
    auditLog: "/logs/umbel.log",
    batches: new Map([
      ["eu", "/data/batches-eu.jsonl"],
      ["us", "/data/batches-us.jsonl"],
    ]),
  });
  // Two of them in one folder stay two.
  expect(placeData({ auditLog: "/logs/eu.log" }, ["celery"]).dir).toBe("/logs/eu-data");
});

test("what versions before have written is known by its name", () => {
  const places = (...[given, clusters]: Parameters<typeof placeData>) =>
    placeData(given, clusters).former.map(({ from }) => from);
  expect(places({ dataDir: "/data" }, ["celery"])).toEqual([
    "umbel-audit.log",
    "umbel-audit.pauses.json",
    "umbel-audit.sessions.jsonl",
    "umbel-audit-batches.jsonl",
  ]);
  expect(places({ auditLog: "/logs/a.b.2026" }, ["eu", "us"])).toEqual([
    "/logs/a.b.pauses.json",
    "/logs/a.b.sessions.jsonl",
    "/logs/a.b.2026-batches-eu.jsonl",
    "/logs/a.b.2026-batches-us.jsonl",
  ]);
});
