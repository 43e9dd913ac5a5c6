import fc from "fast-check";
import { expect, test } from "vitest";
import { TextEncoding } from "./encode-text.ts";

test("is the text, whatever is in it and however large the last one was", () => {
  const part = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("é", "漢".repeat(3_000)));
  fc.assert(
    fc.property(fc.array(fc.array(part)), (texts) => {
      const encoding = new TextEncoding();
      for (const parts of texts) {
        const { body, release } = encoding.encode(parts);
        expect(Buffer.from(body).equals(Buffer.concat(parts.map((text) => Buffer.from(text))))).toBe(true);
        release();
      }
    }),
  );
});

test("what was not released is not written over", () => {
  const encoding = new TextEncoding();
  const [one, two] = [encoding.encode(["one"]), encoding.encode(["two"])];
  one.release();
  const three = encoding.encode(["three"]);
  expect(Buffer.from(two.body).toString()).toBe("two");
  expect(Buffer.from(three.body).toString()).toBe("three");
});
