// Finds the captured messages that the tests read. They are in e2e/wire; without them the tests fail.
// Here and not in lib/, because lib/ compiles without Node.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../e2e/wire/", import.meta.url));

function locate(path: string): string {
  const found = ROOT + path;
  if (!existsSync(found))
    throw new Error(`fixture ${found} is missing: the tests cannot tell anything without it`);
  return found;
}

/** A `.json` file of the fixtures. Fixtures are strict JSON. */
export function readFixture(path: string): unknown {
  return JSON.parse(readFileSync(locate(path), "utf8"));
}

/** The lines of a `.jsonl` file. */
export function readFixtureLines(path: string): unknown[] {
  const lines = readFileSync(locate(path), "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line));
}

/** Every fixture file, as paths that the two readers take. */
export function listFixtures(): string[] {
  const all = readdirSync(locate(""), { recursive: true, encoding: "utf8" });
  return all.filter((path) => /\.jsonl?$/.test(path)).sort();
}

/** Every text anywhere inside the fixtures that is an envelope as it went through Redis. */
export function fixtureEnvelopes(): { readonly file: string; readonly text: string }[] {
  const found: { file: string; text: string }[] = [];
  for (const file of listFixtures()) {
    const content = file.endsWith("l") ? readFixtureLines(file) : readFixture(file);
    for (const text of textsIn(content)) {
      if (text.startsWith('{"body": "') && text.endsWith("}")) found.push({ file, text });
    }
  }
  return found;
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) yield* textsIn(member);
  }
}
