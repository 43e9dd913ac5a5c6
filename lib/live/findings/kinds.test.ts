import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FINDING_KINDS } from "./kinds.ts";

test("docs/findings.md lists every kind with its meaning", () => {
  const text = readFileSync(new URL("../../../docs/findings.md", import.meta.url), "utf8");
  const rows = [...text.matchAll(/^\| `([a-z-]+)` +\| (.*?) +\|$/gm)].map(([, kind, means]) => [kind, means]);
  expect(rows).toEqual(Object.entries(FINDING_KINDS));
});
