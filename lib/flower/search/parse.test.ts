// What Flower 2.1 answers to each of these was seen; the conformance suite asks both again.
import { describe, expect, test } from "vitest";
import type { SearchNode } from "./node.ts";
import { parseSearch } from "./parse.ts";

/** `name:a` | `a` | `(all …)` | the error. */
function read(query: string): string {
  const parsed = parseSearch(query);
  if (!parsed.ok) return parsed.error;
  return parsed.search === null ? "everything" : text(parsed.search);
}
function text(node: SearchNode): string {
  if (node.kind !== "term") return `(${node.kind} ${node.parts.map(text).join(" ")})`;
  return node.field === null ? `‹${node.value}›` : `${node.field}‹${node.value}›`;
}

describe("what it means", () => {
  test.each([
    ["", "everything"],
    [" ", "everything"],
    ['"abc def"', "‹abc def›"],
    ['foo"bar baz"', "‹foobar baz›"],
    ['name:"a b c"', "name‹a b c›"],
    ['"abc""def"', "‹abcdef›"],
    ['na"me:shop"', "name‹shop›"],
    ['"name:shop"', "name‹shop›"],
    ['\\"abc', '‹"abc›'],
    ['"a\\"bcd"', '‹a"bcd›'],
    ['"a\\\\bcd"', "‹a\\bcd›"],
    ['"a\\nbcd"', "‹a\\nbcd›"],
    ['"AND"', "‹AND›"],
    ['name:"-foo"', "name‹-foo›"],
    ['state:"in it"', "state‹in it›"],
    ["state:A AND kwargs:a=1", "(all state‹A› kwargs‹a=1›)"],
    ["NAME:shop", "name‹shop›"],
    ["foo:bar", "‹foo:bar›"],
    ["foo:", "‹foo:›"],
    ["kwargs:a=", "kwargs‹a=›"],
    ['"  abc  "', "‹  abc  ›"],
    ["abc\tdef", "(all ‹abc› ‹def›)"],
    ["abc AND(def)", "(all ‹abc› ‹def›)"],
    ["abc OR(def OR ghi)jkl", "(any ‹abc› (all (any ‹def› ‹ghi›) ‹jkl›))"],
    ['NOT"abc"', "‹NOTabc›"],
    ["AND:x", "‹AND:x›"],
    ["not or and", "Substring search terms must contain at least 3 characters at position 4."],
    ["(((((abc)))))", "‹abc›"],
  ])("%j", (query, meaning) => {
    expect(read(query)).toBe(meaning);
  });
});

describe("what is wrong with it, and where", () => {
  test.each([
    ["ab", "Substring search terms must contain at least 3 characters at position 0."],
    ['" ab "', "Substring search terms must contain at least 3 characters at position 0."],
    ["name:shop(x", "Substring search terms must contain at least 3 characters at position 10."],
    ["NOT foo", "NOT is not supported at position 0."],
    ["abc NOT def", "NOT is not supported at position 4."],
    ["NOT(abc)", "NOT is not supported at position 0."],
    ["-foo", "Negation with '-' is not supported at position 0."],
    ['"-foo"', "Negation with '-' is not supported at position 0."],
    ["(-foo)", "Negation with '-' is not supported at position 1."],
    ['"abc', "Unterminated quoted phrase at position 0."],
    ['foo"bar', "Unterminated quoted phrase at position 0."],
    ['""', "Empty search term at position 0."],
    ['name:""', "Search qualifier requires a value at position 0."],
    ["name: abc", "Search qualifier requires a value at position 0."],
    ["name:(abc)", "Search qualifier requires a value at position 0."],
    ["()", "Empty group at position 0."],
    ["shop ( )", "Empty group at position 5."],
    ["(abc", "Missing closing parenthesis at position 0."],
    ["shop(add", "Missing closing parenthesis at position 4."],
    ["abc)", "Unexpected ')' at position 3."],
    [")", "Expected a search term at position 0."],
    ["OR abc", "Expected a search term at position 0."],
    ["(OR abc)", "Expected a search term at position 1."],
    ["abc OR", "OR must be followed by a search term at position 4."],
    ["(abc OR)", "OR must be followed by a search term at position 5."],
    ["abc AND )", "AND must be followed by a search term at position 4."],
    ["abc AND OR", "AND must be followed by a search term at position 4."],
    ["abc OR AND def", "OR must be followed by a search term at position 4."],
    ["((((((abc))))))", "Query nesting exceeds 5 levels at position 5."],
    ["a".repeat(2049), "Query exceeds 2048 characters."],
    ["abc ".repeat(129), "Query exceeds 128 tokens."],
  ])("%j", (query, error) => {
    expect(read(query)).toBe(error);
  });

  test("128 tokens are not too many", () => {
    expect(read("abc ".repeat(128))).toContain("‹abc›");
  });
});

describe("what only Flower 2.0 took", () => {
  test.each([
    ["args:1", "args‹1›"],
    ["args:1 args:22 result:ok", "(any (all args‹1› args‹22›) result‹ok›)"],
    ["kwargs:a=1 args:7", "(any kwargs‹a=1› args‹7›)"],
  ])("%j", (query, meaning) => {
    expect(read(query)).toBe(meaning);
  });

  test("where 2.1 understands it, 2.1 counts: all must match", () => {
    expect(read("args:123 result:okay")).toBe("(all args‹123› result‹okay›)");
  });

  test.each(["args:1 ab", "name:a", "args:1 OR args:2", "args:(1"])("%j is neither", (query) => {
    expect(parseSearch(query).ok).toBe(false);
  });
});
