// Writes the table of options into the README; a test says when that is due.
import { readFileSync, writeFileSync } from "node:fs";
import { optionsTable } from "../server/config/options-text.ts";

const readme = new URL("../README.md", import.meta.url);
const text = readFileSync(readme, "utf8");
writeFileSync(
  readme,
  text.replace(
    /(<!-- options:[^>]*-->\n)[\s\S]*?(<!-- \/options -->)/,
    (_, open, close) => `${open}\n${optionsTable()}\n\n${close}`,
  ),
);
