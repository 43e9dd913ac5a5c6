// Guards that a huge result is not fetched, decoded or sent as a whole: asking for one holds nobody up.
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { startRedis } from "../e2e/fixtures/redis.ts";
import { loadConfig } from "./config/config.ts";
import { createServer } from "./create-server.ts";
import { SILENT } from "./log.ts";

test("A17: a result of 64 MB holds the web side up for no time that matters", {
  timeout: 60_000,
}, async () => {
  const broker = await startRedis();
  const redis = new Redis(broker.url);
  onTestFinished(async () => {
    redis.disconnect();
    await broker.stop();
  });
  const numbers = "12345678, ".repeat(6_400_000);
  await redis.set(
    "celery-task-meta-huge",
    `{"status": "SUCCESS", "result": [${numbers}1], "traceback": null}`,
  );
  // As large as may be decoded.
  const most = `{"status": "SUCCESS", "result": [${"[1, 2.5], ".repeat(12_000)}1], "traceback": null}`;
  await redis.set("celery-task-meta-most", most);
  const argv = ["--port=0", `--result-backend=${broker.url}`, `--broker=${broker.url}`];
  const loaded = loadConfig(argv, {}, "1.2.3");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  const config = { ...loaded.config, data: null };
  const server = createServer({ config, pages: null, log: SILENT });
  const { url } = await server.start();
  onTestFinished(() => server.stop());
  const ask = async (route: string) => (await fetch(url + route)).text();
  // Connects with the first question.
  await ask("/api/v1/tasks/nothing/result");

  let longest = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  }, 1);
  const answers = [await ask("/api/v1/tasks/huge/result"), await ask("/api/task/result/huge")];
  const afterHuge = longest;
  expect(await ask("/api/v1/tasks/most/result")).toContain('"opaque":null');
  clearInterval(timer);
  console.info(
    `held up for ${afterHuge.toFixed(0)} ms by a result of 64 MB, ${longest.toFixed(0)} ms by one of 120 kB`,
  );
  for (const text of answers) {
    expect(text).toContain("64,000,0");
    expect(text).toContain("12345678, 12345678");
    expect(text.length).toBeLessThan(10_000);
  }
  expect(afterHuge).toBeLessThan(300);
  expect(longest).toBeLessThan(1_000);
});
