import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createWholeFile } from "./whole-file.ts";

async function folder(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), "umbel-whole-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

test("of what waits only the newest is written, one at a time", async () => {
  const dir = await folder();
  const file = createWholeFile({ path: path.join(dir, "deep", "file") });
  const begun = file.write("one");
  // By then it is being written.
  await Promise.resolve();
  await Promise.resolve();
  const waiting = ["two", "three", "four"].map((content) => file.write(content));
  expect(new Set(waiting).size).toBe(1);
  await Promise.all([begun, ...waiting]);
  expect(await readFile(path.join(dir, "deep", "file"), "utf8")).toBe("four");
  expect(await readdir(path.join(dir, "deep"))).toEqual(["file"]);
});

test("what cannot be written is refused and counted, and the next is tried", async () => {
  const dir = await folder();
  const onUnwritten = vi.fn();
  const file = createWholeFile({ path: path.join(dir, "deep", "file"), onUnwritten });
  await writeFile(path.join(dir, "deep"), "in the way");
  await expect(file.write("lost")).rejects.toThrow();
  await rm(path.join(dir, "deep"));
  await file.write("kept");
  expect(await readFile(path.join(dir, "deep", "file"), "utf8")).toBe("kept");
  expect(onUnwritten).toHaveBeenCalledTimes(1);
});
