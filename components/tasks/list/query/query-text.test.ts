import { describe, expect, it } from "vitest";
import { someInfo } from "../../fixtures.test-helper.ts";
import { isUnfinished, suggest, withLastWord } from "./query-text.ts";

const info = someInfo({
  byName: [
    ["billing.charge", 40],
    ["mail.send", 30],
  ],
  byWorker: [["celery@mail-1", 12]],
});

describe("suggest", () => {
  it("teaches the fields first", () => {
    expect(suggest("", info).map((one) => one.query)).toEqual([
      "state:",
      "name:",
      "worker:",
      "queue:",
      "exception:",
    ]);
  });

  it("offers the values that exist now, with their counts", () => {
    expect(suggest("name:CHAR", info)).toEqual([
      { query: "name:billing.charge", field: "name", value: "billing.charge", count: 40 },
    ]);
    expect(suggest("refused mail", info).map((one) => one.query)).toEqual([
      "name:mail.send",
      "worker:celery@mail-1",
    ]);
  });

  it("replaces only the word being typed", () => {
    expect(withLastWord("refused na", "name:")).toBe("refused name:");
    expect(isUnfinished("refused name:")).toBe(true);
    expect(isUnfinished("refused na")).toBe(false);
  });
});
