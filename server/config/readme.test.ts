import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { optionsTable } from "./options-text.ts";

it("the README shows the options as they are (npm run options mends it)", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const shown = /<!-- options:[^>]*-->\n([\s\S]*?)<!-- \/options -->/.exec(readme)?.[1] ?? "";
  // The formatter pads the columns of tables.
  const cells = (table: string) =>
    table
      .trim()
      .split("\n")
      .map((line) => line.split("|").map((cell) => cell.trim().replace(/^-+$/, "---")));
  expect(cells(shown)).toEqual(cells(optionsTable()));
});

it("every file that a document links to or shows is there", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const documents = readdirSync(path.join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.join("docs", name));
  const missing = ["README.md", ...documents].flatMap((name) =>
    [...readFileSync(path.join(root, name), "utf8").matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)]
      .map(([, target = ""]) => path.join(path.dirname(name), target))
      .filter((target) => !existsSync(path.join(root, target)))
      .map((target) => `${name}: ${target}`),
  );
  expect(missing).toEqual([]);
});
