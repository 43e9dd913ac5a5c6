// Guards that a file which is moved is at one of its two places whatever comes in between, on real other disks where there
// are any.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { moveFile } from "./move-file.ts";

async function folder(parent = tmpdir()): Promise<string> {
  const dir = await mkdtemp(path.join(parent, "umbel-move-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** Another disk than that of `folder()`, where the machine has memory that looks like one. */
const elsewhere = () => folder(existsSync("/dev/shm") ? "/dev/shm" : tmpdir());

test.each([
  ["one disk", folder],
  ["another disk", elsewhere],
])("a file moves with its older ones on %s, and nothing is left of it", async (_, target) => {
  const [from, to] = [path.join(await folder(), "old.log"), path.join(await target(), "new.jsonl")];
  for (const end of ["", ".1", ".2"]) await writeFile(from + end, `it${end}`);
  expect(await moveFile(from, to)).toBe("moved");
  expect((await readdir(path.dirname(to))).sort()).toEqual(["new.jsonl", "new.jsonl.1", "new.jsonl.2"]);
  expect(await readFile(`${to}.2`, "utf8")).toBe("it.2");
  expect(await readdir(path.dirname(from))).toEqual([]);
  expect(await moveFile(from, to)).toBe("missing");
  await writeFile(from, "again");
  expect(await moveFile(from, to)).toBe("kept");
  expect(await readFile(to, "utf8")).toBe("it");
  // Whoever opened it first only made it.
  await writeFile(to, "");
  expect(await moveFile(from, to)).toBe("moved");
  expect(await readFile(to, "utf8")).toBe("again");
});

test("where there is no room for it, the file stays whole and nothing of it is left there", async () => {
  const [dir, small] = [await folder(), await folder()];
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", small]).status === 0;
  if (mounted) onTestFinished(() => void spawnSync("umount", ["-l", small]));
  const from = path.join(dir, "old.log");
  await writeFile(from, "x".repeat(100_000));
  // Where no disk can be made, a folder that is not there has no room either.
  const to = path.join(small, mounted ? "new.jsonl" : "\0", "");
  await expect(moveFile(from, to)).rejects.toThrow();
  expect((await readFile(from)).length).toBe(100_000);
  expect(await readdir(small)).toEqual([]);
});

test("what cannot be taken away where it is has not moved", async () => {
  const [dir, target] = [await folder(), await folder()];
  const from = path.join(dir, "old.log");
  await writeFile(from, "a");
  // Root may take away everything but what is mounted.
  const held = spawnSync("mount", ["--bind", from, from]).status === 0;
  if (held) onTestFinished(() => void spawnSync("umount", ["-l", from]));
  await chmod(dir, 0o555);
  onTestFinished(() => chmod(dir, 0o755));
  await expect(moveFile(from, path.join(target, "new.jsonl"))).rejects.toThrow();
  await appendFile(from, "b");
  expect(await readFile(from, "utf8")).toBe("ab");
  expect(await readdir(target)).toEqual([]);
});
