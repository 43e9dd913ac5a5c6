// Guards the spelling of --basic-auth: what is accepted, and that a refusal never shows a password.
import { expect, test } from "vitest";
import { parseUsers } from "./users.ts";

function pairs(text: string): string[] | string {
  const users = parseUsers(text);
  return users.ok ? users.value.map(({ name, password }) => `${name} ${password}`) : users.detail;
}

test("several users, colons and escaped commas in passwords", () => {
  expect(pairs("ann:pw,bob:a:b")).toEqual(["ann pw", "bob a:b"]);
  expect(pairs("ann:a%2Cb,bob:100%25,cy:%2525")).toEqual(["ann a,b", "bob 100%", "cy %25"]);
  expect(pairs("ann:50%off")).toEqual(["ann 50%off"]);
});

test.each(["ann", "ann:", ":pw", "ann:hunter2,", "ann:hunter2,bob", "ann:hunter2,ann:x", "ann:hunter2\n"])(
  "refuses %j without repeating the password",
  (text) => {
    const users = parseUsers(text);
    expect(users.ok).toBe(false);
    expect(JSON.stringify(users)).not.toContain("hunter2");
  },
);
