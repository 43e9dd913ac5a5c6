import { describe, expect, it } from "vitest";
import { parseRepr } from "#lib/pyrepr/parse-repr.ts";
import { closer, isLeaf, opener, partsOf } from "./repr-parts.ts";

const spelled = (text: string) => {
  const { node } = parseRepr(text);
  const parts = partsOf(node).map(({ label, joint, value }) => `${label ?? ""}${joint}${value?.text ?? "?"}`);
  return `${opener(node)}${parts.join(" ")}${closer(node)}`;
};

describe("repr parts", () => {
  it.each([
    ["{'card': 1, 'a b': 2, 3: 4}", "{card: 1 'a b': 2 3: 4}"],
    ["[1, 'x']", "[1 'x']"],
    ["(1,)", "(1,)"],
    ["Decimal('1.5')", "Decimal('1.5')"],
  ])("reads %s", (text, parts) => {
    expect(spelled(text).replace(/\(=/, "(")).toBe(parts);
  });

  it("knows what cannot be unfolded", () => {
    expect(isLeaf(parseRepr("'text'").node)).toBe(true);
    expect(isLeaf(parseRepr("<object at 0x1>").node)).toBe(true);
    expect(isLeaf(parseRepr("[]").node)).toBe(false);
  });
});
