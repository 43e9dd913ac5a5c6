// The sources that the architecture is about: text by path from the root.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const HOUSES = ["app", "components", "lib", "server"];

export function readTree(root: string): Map<string, string> {
  const tree = new Map<string, string>();
  for (const house of HOUSES) {
    const entries = readdirSync(path.join(root, house), { recursive: true, encoding: "utf8" });
    for (const entry of entries.filter((name) => /\.tsx?$/.test(name)).sort()) {
      const file = path.posix.join(house, entry.split(path.sep).join("/"));
      tree.set(file, readFileSync(path.join(root, file), "utf8"));
    }
  }
  return tree;
}
