// What a file imports, read from its text: biome has formatted it, so a statement starts its line.
import path from "node:path";

export interface Import {
  /** As it is written. */
  readonly written: string;
  /** A file of the project, from its root (`lib/json.ts`); null for a package. */
  readonly file: string | null;
  /** Types alone: nothing of it runs. */
  readonly typesOnly: boolean;
}

const STATEMENT = /^(import|export)\b(\s+type\b)?(?:[^"'`;=()]*?\bfrom)?\s*["']([^"'\n]+)["']/gm;
const CALL = /\bimport\(\s*["']([^"'\n]+)["']/g;

/** `file` from the project's root. What stands in templates and comments at the start of a line counts too. */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  for (const [, , type, written = ""] of text.matchAll(STATEMENT)) {
    found.push({ written, file: resolve(file, written), typesOnly: type !== undefined });
  }
  for (const [, written = ""] of text.matchAll(CALL)) {
    found.push({ written, file: resolve(file, written), typesOnly: false });
  }
  return found;
}

function resolve(from: string, written: string): string | null {
  if (written.startsWith("#")) return written.slice(1);
  return written.startsWith(".") ? path.posix.join(path.posix.dirname(from), written) : null;
}

/** `@scope/name/sub` is `@scope/name`; a part of Node is `node:`. */
export function packageOf(written: string): string {
  if (written.startsWith("node:")) return "node:";
  return written
    .split("/")
    .slice(0, written.startsWith("@") ? 2 : 1)
    .join("/");
}
