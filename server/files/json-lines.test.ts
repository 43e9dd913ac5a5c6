// Guards that a record which could not be written costs itself only, on a disk that is really full where one can be
// mounted, and on one that behaves like it everywhere.
import { spawnSync } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AuditEntry } from "#lib/control/outcome.ts";
import { openFileAudit } from "../audit/file.ts";
import { openFileLog } from "../batches/file.ts";
import { openPauseFile } from "../control/pause-book.ts";
import { openJsonLines, readJsonLines, shortenJsonLines } from "./json-lines.ts";
import { writeWholeFile } from "./whole-file.ts";

interface Disk {
  readonly dir: string;
  readonly write: ((path: string, text: string) => Promise<void>) | undefined;
  fill(): Promise<void>;
  free(): Promise<void>;
}

async function folder(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "umbel-files-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** Takes the first half of what is written while it is full, as disks do. */
async function pretended(): Promise<Disk> {
  const dir = await folder();
  let full = false;
  const write = async (file: string, text: string) => {
    const fits = full ? text.slice(0, text.length / 2) : text;
    await appendFile(file, fits);
    if (full) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  };
  return {
    dir,
    write,
    fill: async () => {
      full = true;
    },
    free: async () => {
      full = false;
    },
  };
}

/** 64 KB in memory; null where this user may not mount one. */
async function mounted(): Promise<Disk | null> {
  const dir = await folder();
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", dir]).status !== 0) return null;
  onTestFinished(() => void spawnSync("umount", ["-l", dir]));
  const filler = path.join(dir, "filler");
  return {
    dir,
    write: undefined,
    // To the last byte: what follows is torn in its middle or not begun.
    fill: async () => {
      for (const size of [4096, 512, 64, 8, 1]) {
        for (let room = true; room; )
          room = await appendFile(filler, "x".repeat(size)).then(
            () => true,
            () => false,
          );
      }
    },
    free: () => rm(filler),
  };
}

const DISKS: readonly (readonly [string, () => Promise<Disk>])[] = [
  ["pretended", pretended],
  ["real where it can be mounted", async () => (await mounted()) ?? (await pretended())],
];
const entry = (id: string): AuditEntry => ({
  ...{ id, at: 1, phase: "requested", cluster: "main", actor: "ada", source: "::1", command: "ping" },
  ...{ args: { text: "x".repeat(3_000) }, destination: null, reason: null, outcome: null, refusal: null },
});

describe.each(DISKS)("a disk that is full (%s)", (_, make) => {
  test("A18: the audit log joins no two records, and refuses what it did not keep", async () => {
    const disk = await make();
    const file = path.join(disk.dir, "audit.jsonl");
    const open = () => openFileAudit({ path: file, ...(disk.write && { write: disk.write }) });
    const audit = await open();
    await audit.record(entry("before"));
    await disk.fill();
    await expect(audit.record(entry("lost"))).rejects.toThrow("ENOSPC");
    await expect(audit.record(entry("lost too"))).rejects.toThrow("ENOSPC");
    await disk.free();
    await audit.record(entry("after"));
    await audit.record(entry("last"));
    expect(audit.recent(10).map(({ id }) => id)).toEqual(["last", "after", "before"]);
    expect((await open()).recent(10).map(({ id }) => id)).toEqual(["last", "after", "before"]);
  });

  test("A18: batches join no two records", async () => {
    const disk = await make();
    const file = path.join(disk.dir, "batches.jsonl");
    const open = () => openFileLog({ path: file, ...(disk.write && { write: disk.write }) });
    const line = (batch: string) =>
      ({ step: "status", batch, status: "running", problem: "x".repeat(3_000), at: 1 }) as const;
    const log = await open();
    await log.append(line("before"));
    await disk.fill();
    await expect(log.append(line("lost"))).rejects.toThrow("ENOSPC");
    await disk.free();
    await log.append(line("after"));
    expect((await (await open()).read()).map(({ batch }) => batch)).toEqual(["before", "after"]);
  });
});

test("A18: paused queues keep their old file when there is no room for a new one", async () => {
  const disk = (await mounted()) ?? null;
  const dir = disk?.dir ?? (await folder());
  const file = path.join(dir, "pauses.json");
  const told: string[] = [];
  const open = async () => (await openPauseFile({ path: file }, (text) => told.push(text)))("main");
  const pause = (queue: string) => ({ queue, at: 1, by: "ann", reason: "x".repeat(9_000), workers: [] });
  const book = await open();
  await book.put(pause("mail"));
  // Where no disk can be filled, a folder in the place of the new file refuses it as well.
  if (disk === null) await writeWholeFile(path.join(`${file}.new`, "in-the-way"), "");
  else await disk.fill();
  await book.put(pause("images"));
  expect(told).toHaveLength(1);
  expect((await open()).all().map(({ queue }) => queue)).toEqual(["mail"]);
  if (disk !== null) expect(await stat(`${file}.new`).catch(() => null)).toBeNull();
});

const read = (file: string) =>
  readJsonLines({ path: file, parse: (value) => (value as { n?: number } | null)?.n ?? null });

test("A18: a line that a crash cut is passed over, and the next one begins on its own", async () => {
  const file = path.join(await folder(), "deep", "lines.jsonl");
  await (await openJsonLines({ path: file })).append({ n: 1 });
  await appendFile(file, '{"n":2');
  await (await openJsonLines({ path: file })).append({ n: 3 });
  expect(await read(file)).toEqual([1, 3]);
});

test("A18: a record that was refused is never read, although all of it but its end was written", async () => {
  const file = path.join(await folder(), "lines.jsonl");
  let broken = true;
  const lines = await openJsonLines({
    path: file,
    write: async (to, text) => {
      await appendFile(to, broken ? text.trimEnd() : text);
      if (broken) throw new Error("ENOSPC");
    },
  });
  await expect(lines.append({ n: 1 })).rejects.toThrow();
  broken = false;
  await lines.append({ n: 2 });
  expect(await read(file)).toEqual([2]);
});

test("a file is rotated whole lines at a time, and shortened to its newest", async () => {
  const file = path.join(await folder(), "lines.jsonl");
  const lines = await openJsonLines({ path: file, rotate: { maxBytes: 30, keep: 1 } });
  for (let n = 1; n <= 9; n++) await lines.append({ n });
  expect([await read(`${file}.1`), await read(file)]).toEqual([
    [4, 5, 6],
    [7, 8, 9],
  ]);
  expect((await readFile(file)).length).toBeLessThanOrEqual(30);
  await writeFile(file, '{"n":1}\n{"n":2}\n{"n":3}\n{"n":4}\n');
  await shortenJsonLines(file, 20, 18);
  expect(await read(file)).toEqual([3, 4]);
});

test("so many records wait to be written, what comes beyond them is refused, and both refusals are counted", async () => {
  const file = path.join(await folder(), "lines.jsonl");
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let refused = 0;
  const lines = await openJsonLines({
    path: file,
    maxWaiting: 2,
    onUnwritten: () => {
      refused += 1;
    },
    write: async (to, text) => {
      await held;
      if (text.includes("2")) throw new Error("ENOSPC");
      await appendFile(to, text);
    },
  });
  const outcomes = [1, 2, 3, 4].map((n) => lines.append({ n }));
  letGo();
  const settled = await Promise.allSettled(outcomes);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
  expect(refused).toBe(3);
  await lines.append({ n: 5 });
  expect(await read(file)).toEqual([1, 5]);
});
