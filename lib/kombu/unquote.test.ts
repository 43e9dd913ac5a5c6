// What kombu itself makes of such texts: e2e/contract/broker-urls.test.ts.
import { expect, test } from "vitest";
import { requote, unquote } from "./unquote.ts";

test.each([
  ["50%off", "50%off", "50%25off"],
  ["%zz%4", "%zz%4", "%25zz%254"],
  ["p%40ss%2F", "p@ss/", "p%40ss%2F"],
  ["%c3%a4", "ä", "%C3%A4"],
  ["%ff", "\ufffd", "%EF%BF%BD"],
  ["%ED%A0%80", "\ufffd\ufffd\ufffd", "%EF%BF%BD%EF%BF%BD%EF%BF%BD"],
])("A12: %s is %s", (text, plain, strict) => {
  expect(unquote(text)).toBe(plain);
  expect(requote(text)).toBe(strict);
  expect(decodeURIComponent(requote(text))).toBe(plain);
});
