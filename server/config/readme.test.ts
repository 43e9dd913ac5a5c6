import { readFileSync } from "node:fs";
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
