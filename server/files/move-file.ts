// Moves a file to where it is kept today, with the older ones that rotation has left beside it (`path.1` …). A crash in
// between leaves each of them at one place or, once copied, at both, never half; the next call goes on.
import { access, constants, lstat, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ignoreMissing } from "./missing.ts";
import { syncFolder, writeWholeFile } from "./whole-file.ts";

/** `kept`: something is at the new place already, and both stay. */
export type Moved = "moved" | "missing" | "kept";

/** Overwrites nothing. Rejects when the file cannot be moved; it is then still where it was. */
export async function moveFile(from: string, to: string): Promise<Moved> {
  const file = await look(from);
  if (file === undefined) return "missing";
  if (await holds(to)) return "kept";
  // A link would point elsewhere from elsewhere.
  if (!file.isFile()) throw new Error("it is no plain file");
  let older = 0;
  while ((await look(`${from}.${older + 1}`)) !== undefined) older += 1;
  for (; older > 0; older -= 1) await moveOne(`${from}.${older}`, `${to}.${older}`);
  await moveOne(from, to);
  return "moved";
}

async function moveOne(from: string, to: string): Promise<void> {
  if (await holds(to)) return;
  await rename(from, to).catch(() => copyOver(from, to));
  await syncFolder(dirname(to));
}

/**
 * To another disk. What cannot be taken away at the old place has not moved: whoever comes next would find two. Where
 * nobody can write any more, the copy is what will be used.
 */
async function copyOver(from: string, to: string): Promise<void> {
  await writeWholeFile(to, await readFile(from));
  try {
    await rm(from);
  } catch (error) {
    if (!(await canBeWritten(from))) return;
    await rm(to);
    throw error;
  }
}

/** An empty file keeps nothing: whoever opened it first only made it. */
async function holds(path: string): Promise<boolean> {
  const there = await look(path);
  return there !== undefined && !(there.isFile() && there.size === 0);
}

/** Where it is, by this process. */
export function canBeWritten(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

const look = (path: string) => lstat(path).catch(ignoreMissing);
