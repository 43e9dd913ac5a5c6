import { describe, expect, it } from "vitest";
import { aRow } from "../fixtures.test-helper.ts";
import { revokeWords } from "./revoke-words.ts";

describe("revokeWords", () => {
  it("says how many, and which of them a revoke does not stop", () => {
    const rows = [aRow("a"), aRow("b", { state: "SUCCESS" }), aRow("c", { state: "PENDING" })];
    const words = revokeWords(4, rows);
    expect(words.title).toBe("Revoke 4 tasks?");
    expect(words.consequences.slice(1)).toEqual([
      "1 of them is running and goes on; only Terminate stops a running task.",
      "1 of them has already ended: nothing happens to them.",
    ]);
    expect(words.losing.map((task) => task.uuid)).toEqual(["c"]);
  });
});
