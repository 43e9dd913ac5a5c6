import { expect, test } from "vitest";
import { readPickle } from "../kombu/read-pickle.ts";
import { plainValue } from "./plain-value.ts";

// Made by Python's pickle.dumps, protocol 2.
const read = (base64: string) => {
  const pickle = readPickle(Uint8Array.from(Buffer.from(base64, "base64")));
  if (!pickle.ok) throw new Error(pickle.detail);
  const plain = plainValue(pickle.value);
  return plain.ok ? plain.value : plain.detail;
};

/** PROTO 2, then `levels` lists that each hold the one before ten times. */
function nested(levels: number): string {
  const bytes = [0x80, 2, 0x5d, 0x71, 0];
  for (let level = 0; level < levels; level++) {
    bytes.push(0x30, 0x28, ...Array.from({ length: 10 }, () => [0x68, level]).flat(), 0x6c, 0x71, level + 1);
  }
  return Buffer.from([...bytes, 0x2e]).toString("base64");
}

test("A17: a pickle that says one list again and again is not walked for ever", () => {
  expect(read(nested(2))).toHaveLength(10);
  expect(read(nested(60))).toBe("it holds more than 131,072 values");
  // x = []; x.append(x)
  expect(read("gAJdcQBoAGEu")).toBe("it is nested deeper than 100 levels");
  const twice = { text: "x".repeat(100_000) };
  expect(plainValue(Array.from({ length: 20 }, () => twice))).toMatchObject({
    detail: "it holds more than 1,048,576 characters",
  });
});

test("A21: bytes and times are the typed values that kombu's JSON has for them", () => {
  const value = { a: Uint8Array.from([104, 105]), b: Uint8Array.from([255]), c: new Date(0), d: 2n ** 70n };
  expect(plainValue(value)).toMatchObject({
    value: {
      a: { __type__: "bytes", __value__: "hi" },
      b: { __type__: "base64", __value__: "/w==" },
      c: { __type__: "datetime", __value__: "1970-01-01T00:00:00.000Z" },
      d: 2n ** 70n,
    },
  });
});
