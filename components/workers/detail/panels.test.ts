import { describe, expect, it } from "vitest";
import { stats } from "../fixtures.test-helper.ts";
import { confRows } from "./conf-rows.ts";
import { limitRows, poolLimitText, rateText } from "./limits.ts";
import { totalLines, usageLines } from "./usage.ts";

describe("confRows", () => {
  const conf = {
    timezone: "UTC",
    broker_url: "redis://:********@h",
    result_key: "********",
    a: null,
    b: [1],
  };

  it("sorts by name and spells values as Python does", () => {
    expect(confRows(conf, "").map(({ name, kind }) => [name, kind])).toEqual([
      ["a", "none"],
      ["b", "structure"],
      ["broker_url", "text"],
      ["result_key", "masked"],
      ["timezone", "text"],
    ]);
    expect(confRows(conf, "")[0]?.text).toBe("None");
  });

  it("searches names and values", () => {
    expect(confRows(conf, "utc")[0]?.name).toBe("timezone");
    expect(confRows(conf, "redis broker")).toHaveLength(1);
    expect(confRows(conf, "nothing")).toEqual([]);
  });
});

describe("usageLines", () => {
  it("gives peak memory in bytes (Linux tells kilobytes) and leaves out what was not told", () => {
    expect(usageLines({ maxrss: 2048, utime: 1.5 })).toEqual([
      { label: "Memory, peak", text: "2 MiB", note: "main process, resident" },
      { label: "Processor, own code", text: "1.5 s", note: null },
    ]);
    expect(usageLines({})).toEqual([]);
  });

  it("puts the most frequent task first", () => {
    expect(totalLines({ b: 1, a: 1, c: 9 }).map(([name]) => name)).toEqual(["c", "a", "b"]);
  });
});

describe("limits", () => {
  it("puts Celery's own tasks last", () => {
    const rows = ["celery.chord", "mail.send", "billing.charge"].map((name) => ({ name, rateLimit: null }));
    expect(limitRows(rows, "").map(({ name }) => name)).toEqual([
      "billing.charge",
      "mail.send",
      "celery.chord",
    ]);
    expect(limitRows(rows, " MAIL ").map(({ name }) => name)).toEqual(["mail.send"]);
  });

  it.each([
    [null, null],
    ["0", null],
    ["0/m", null],
    ["10/m", "10/m"],
    ["0.5", "0.5"],
  ])("rate %j is shown as %j", (rate, shown) => {
    expect(rateText(rate)).toBe(shown);
  });

  it("says none for a limit that is not set", () => {
    expect(poolLimitText(stats({ softTimeLimitSeconds: 300 }))).toBe("soft 5 min, hard none");
  });
});
