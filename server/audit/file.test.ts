import { appendFile, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AuditEntry } from "#lib/control/outcome.ts";
import { openFileAudit } from "./file.ts";
import { createMemoryAudit } from "./memory.ts";

const entry = (id: string, over: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  at: 1,
  phase: "requested",
  cluster: "main",
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

describe("audit log", () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "umbel-audit-"));
    path = join(directory, "deep", "audit.jsonl");
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it("keeps the newest thousand in memory", async () => {
    const audit = createMemoryAudit(3);
    for (const id of ["1", "2", "3", "4"]) await audit.record(entry(id));
    expect(audit.recent(10).map(({ id }) => id)).toEqual(["4", "3", "2"]);
    expect(audit.recent(1).map(({ id }) => id)).toEqual(["4"]);
    expect(audit.recent(0)).toEqual([]);
  });

  it("says since when it holds everything, once something had to make room", async () => {
    const audit = createMemoryAudit(2);
    for (const at of [10, 20]) await audit.record({ ...entry(`${at}`), at });
    expect(audit.heldSince()).toBeNull();
    await audit.record({ ...entry("30"), at: 30 });
    expect(audit.heldSince()).toBe(20);
  });

  it("writes one line each, in order, without secrets, and reads them back", async () => {
    const audit = await openFileAudit({ path });
    const url = "redis://:secret@h/0";
    const secret = entry("a", { args: { password: "secret", url }, reason: `see ${url}` });
    await Promise.all([audit.record(secret), audit.record(entry("b"))]);
    const text = await readFile(path, "utf8");
    expect(text.trimEnd().split("\n")).toHaveLength(2);
    expect(text).not.toContain("secret");
    const again = await openFileAudit({ path });
    expect(again.recent(10).map(({ id }) => id)).toEqual(["b", "a"]);
  });

  it("rotates at its size and keeps so many files", async () => {
    const audit = await openFileAudit({ path, maxBytes: 500, keep: 2 });
    for (let i = 0; i < 20; i += 1) await audit.record(entry(`entry-${i}`));
    const files = (await readdir(join(directory, "deep"))).sort();
    expect(files).toEqual(["audit.jsonl", "audit.jsonl.1", "audit.jsonl.2"]);
    for (const file of files) {
      expect((await readFile(join(directory, "deep", file))).length).toBeLessThanOrEqual(500);
    }
    expect(audit.recent(1)[0]?.id).toBe("entry-19");
  });

  it("survives a line that a crash cut short", async () => {
    const audit = await openFileAudit({ path });
    await audit.record(entry("a"));
    await appendFile(path, '{"id":"b","pha');
    const again = await openFileAudit({ path });
    expect(again.recent(10).map(({ id }) => id)).toEqual(["a"]);
    await again.record(entry("c"));
    expect((await openFileAudit({ path })).recent(10).map(({ id }) => id)).toEqual(["c", "a"]);
  });

  it("rejects what it could not write, and goes on afterwards", async () => {
    const audit = await openFileAudit({ path });
    await rm(join(directory, "deep"), { recursive: true });
    await expect(audit.record(entry("lost"))).rejects.toThrow();
    await mkdir(join(directory, "deep"));
    await audit.record(entry("kept"));
    expect(audit.recent(10).map(({ id }) => id)).toEqual(["kept"]);
  });
});
