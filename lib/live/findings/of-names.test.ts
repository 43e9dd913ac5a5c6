// When a task name is said to fail, and in which words.
import { beforeEach, expect, test } from "vitest";
import { Drive } from "../drive.test-helper.ts";
import { always, everyFourth, HOUR, MINUTE, never, runner } from "./runs.test-helper.ts";

let drive: Drive;
const { run, reset } = runner(() => drive, { name: "billing.charge", exception: "E('gone')" });
beforeEach(() => {
  drive = new Drive(100);
  reset();
});

const open = () => drive.model.findings.list().open;
const news = () => drive.model.findings.drain();

test("it is said to fail with what is the type of its errors, and never with a word of their text", () => {
  const failing = (name: string, exception: string) => {
    for (let count = 0; count < 40; count += 1) {
      drive.pass(1, "celery@a");
      drive.task(`${name}${count}`, "received", { name });
      drive.task(`${name}${count}`, "failed", { exception });
    }
  };
  failing("prose", "no answer from the bank");
  failing("web", "<HTTPError 404: 'Not Found'>");
  const texts = open().map(({ subject, text }) => `${subject} ${text}`);
  expect(texts.find((text) => text.startsWith("prose"))).not.toContain("mostly with");
  expect(texts.find((text) => text.startsWith("web"))).toContain("mostly with HTTPError;");
});

test("one that ran a few times before it failed is not said to have always done so", () => {
  run(50, 10, never);
  run(10 * MINUTE, 10, always);
  expect(open()[0]?.text).toMatch(/; Umbel saw 5 runs before$/);
});

test("one that runs a few times a minute or less, and fails a quarter of its runs, is found as well", {
  timeout: 60_000,
}, () => {
  for (const every of [20, 30, 60]) {
    drive = new Drive(100);
    run(3 * HOUR, every, everyFourth);
    expect(news(), `every ${every} s`).toMatchObject({ opened: [{}], closed: [] });
    expect(open()).toMatchObject([{ level: "warn" }]);
    run(2 * HOUR, every, never);
    expect(open()).toEqual([]);
  }
});
