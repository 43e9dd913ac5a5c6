// The paths of files that anybody may fetch: those in public/, and the icons that Next makes out of app/.
import { readdir } from "node:fs/promises";
import path from "node:path";

const ICONS = [
  "/favicon.ico",
  "/icon.svg",
  "/icon.png",
  "/apple-icon.png",
  "/manifest.webmanifest",
  "/robots.txt",
];

export async function listPublicFiles(dir: string): Promise<ReadonlySet<string>> {
  const root = path.join(dir, "public");
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map(
      (entry) => `/${path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/")}`,
    );
  return new Set([...ICONS, ...files]);
}
