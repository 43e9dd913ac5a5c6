import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText, decodeText } from "./text.ts";

test("text is cut to the limit, on a whole character, and says so", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.integer({ min: 2, max: 20 }),
      (text, max) => {
        const cut = cutText(text, max);
        if (text.length <= max) expect(cut).toBe(text);
        else {
          expect(cut.length).toBeLessThanOrEqual(max);
          expect(cut.endsWith("…")).toBe(true);
          expect(text.startsWith(cut.slice(0, -1))).toBe(true);
        }
      },
    ),
  );
  expect(cutText("ab😀cd", 4)).toBe("ab…");
});

test("encodings by the names that Python gives them", () => {
  const bytes = Uint8Array.of(0xc3, 0xa9);
  for (const name of ["utf-8", "UTF8", "utf_8", "ascii", "binary", ""]) {
    expect(decodeText(bytes, name)).toEqual({ ok: true, value: "é" });
  }
  for (const name of ["latin-1", "ISO-8859-1", "latin1"]) {
    expect(decodeText(bytes, name)).toEqual({ ok: true, value: "Ã©" });
  }
  expect(decodeText(Uint8Array.of(0xff), "utf-8")).toMatchObject({ ok: false, reason: "body" });
  expect(decodeText(bytes, "ebcdic")).toMatchObject({ ok: false, reason: "encoding" });
});
