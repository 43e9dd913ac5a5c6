// Small files that are written whole, by renaming, so that a crash or a full disk leaves the old one or the new one.
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

export interface WholeFile {
  /** Resolves once this content or a later one is on disk; rejects when it is not: the old file then stands. */
  write(content: string): Promise<void>;
}

export interface WholeFileOptions {
  readonly path: string;
  /** Called back for each content that could not be written. */
  readonly onUnwritten?: () => void;
}

/** One write at a time; of those that wait for it only the newest is written. */
export function createWholeFile({ path, onUnwritten }: WholeFileOptions): WholeFile {
  let newest = "";
  let waiting: Promise<void> | null = null;
  let last: Promise<void> = Promise.resolve();
  return {
    write(content) {
      newest = content;
      if (waiting !== null) return waiting;
      const mine = last.then(() => {
        waiting = null;
        return writeWholeFile(path, newest);
      });
      waiting = mine;
      last = mine.catch(() => onUnwritten?.());
      return mine;
    },
  };
}

/** Only the file's owner may read it. Rejects when it cannot be written; the old one then stands. One call at a time. */
export async function writeWholeFile(path: string, content: string | Uint8Array): Promise<void> {
  const begun = `${path}.new`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(begun, "w", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(begun, path);
  } catch (error) {
    // Half a file would take up what little room there is.
    await rm(begun, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes names that were given or taken away outlive a power cut, where the disk can promise that. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
