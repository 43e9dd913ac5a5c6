// One process at a time writes in a folder. The lock is SQLite's, of an empty database in it: the system gives it up when
// its process is gone, however that ended, and it holds between containers that share a disk, where numbers of processes
// say nothing.
import { join } from "node:path";
import { loadSqlite } from "./load-sqlite.ts";

/** `taken`: another process holds it. `impossible`: this disk or this machine knows no locks. */
export type FolderLock =
  | { readonly kind: "locked"; release(): void }
  | { readonly kind: "taken" }
  | { readonly kind: "impossible"; readonly why: string };

/** Never waits. */
export async function lockFolder(dir: string): Promise<FolderLock> {
  try {
    const LibSql = await loadSqlite();
    const file = new LibSql(join(dir, "lock"));
    try {
      // Without a journal there is nothing to write, so that a full disk has a lock too.
      file.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
      return { kind: "locked", release: () => void file.close() };
    } catch (error) {
      file.close();
      throw error;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") return { kind: "taken" };
    return { kind: "impossible", why: error instanceof Error ? error.message : String(error) };
  }
}
