// Writes a small file whole, by renaming, so that a crash or a full disk leaves the old one or the new one.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Only the file's owner may read it. Rejects when it cannot be written; the old one then stands. One call at a time. */
export async function writeWholeFile(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(`${path}.new`, content, { mode: 0o600 });
    await rename(`${path}.new`, path);
  } catch (error) {
    // Half a file would take up what little room there is.
    await rm(`${path}.new`, { force: true }).catch(() => undefined);
    throw error;
  }
}
