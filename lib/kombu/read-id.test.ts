import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";
import { printJson } from "./print-json.ts";
import { readId, spellId, spellingOf } from "./read-id.ts";

const read = (json: string) => {
  const parsed = parseJson(json);
  return parsed.ok ? parsed.value : undefined;
};
const UUID = "11111111-2222-4333-8444-555555555555";
const TYPED = '{"__type__": "uuid", "__value__": {"hex": "11111111222243338444555555555555"}}';

test.each([
  ['"a"', "a", undefined],
  ["12345", "12345", "integer"],
  ["-7", "-7", "integer"],
  ["0", "0", "integer"],
  ["1152921504606846977", "1152921504606846977", "integer"],
  ["123456789012345678901234567890", "123456789012345678901234567890", "integer"],
  [TYPED, UUID, "uuid"],
] as const)("A4: the id %s is read, and spelled again as it came", (json, id, spelling) => {
  const value = read(json);
  expect(readId(value)).toBe(id);
  expect(spellingOf(value)).toBe(spelling);
  if (spelling !== undefined) expect(printJson(spellId(id, spelling))).toBe(json);
});

test.each([
  '""',
  "null",
  "true",
  "1.5",
  "NaN",
  "[]",
  "{}",
  '{"__type__": "uuid", "__value__": 5}',
  `"${"x".repeat(513)}"`,
])("A4: %s is no id", (json) => expect(readId(read(json))).toBeUndefined());

test("A4: text that cannot be spelled so is not", () => {
  expect(spellId("a", "integer")).toBeUndefined();
  expect(spellId("a", "uuid")).toBeUndefined();
});
