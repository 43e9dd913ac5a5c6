// Guards that no secret and no unbounded text reaches the log, in both forms.
import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function logged(debug: boolean, action: (log: ReturnType<typeof createLog>) => void): string {
  let text = "";
  action(
    createLog({
      debug,
      write: (line) => {
        text += line;
      },
    }),
  );
  return text;
}

test.each([false, true])("masks secrets wherever they are (debug %s)", (debug) => {
  const text = logged(debug, (log) => {
    log.info({ broker: "redis://u:hunter2@h/0" }, "to redis://:hunter2@h failed");
    log.error({ err: new Error("connect rediss://u:hunter2@h") }, "away");
    log.warn(
      { headers: { authorization: "Basic aHVudGVyMg==", cookie: "s=hunter2" }, password: "hunter2" },
      "x",
    );
  });
  expect(text).toContain("redis://u:********@h");
  expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
});

test("a line is JSON with level, time and message, and bounded", () => {
  const text = logged(false, (log) => log.info({ reply: "x".repeat(1e6), list: Array(1e4).fill(1) }, "big"));
  expect(text.length).toBeLessThan(5000);
  expect(JSON.parse(text)).toMatchObject({ level: "info", msg: "big" });
});

test("debug lines only with --debug, on one line", () => {
  expect(logged(false, (log) => log.debug("quiet"))).toBe("");
  expect(logged(true, (log) => log.debug({ port: 1 }, "loud"))).toMatch(/^\S+ DEBUG loud port=1\n$/);
});
