// Guards that Umbel without its native library says so in a sentence, and only where it is needed.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { lockFolder } from "./lock-folder.ts";

vi.mock("libsql", () => {
  throw new Error("Cannot find module '@libsql/linux-s390x-gnu'");
});

test("a folder without SQLite cannot be locked, and it is said what to install", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "umbel-sqlite-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  expect(await lockFolder(dir)).toEqual({
    kind: "impossible",
    why: expect.stringMatching(/^SQLite is not installed .* without --omit=optional$/),
  });
});
