// The application of the composition, run as the composition runs it, but for the containers: Umbel sees its tasks.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { taskRows } from "../fixtures/api.ts";
import { type Child, startProcess } from "../fixtures/process.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { type RedisServer, startRedis } from "../fixtures/redis.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

const COMPOSE = path.join(import.meta.dirname, "..", "..", "deploy", "compose");
const { services } = parse(readFileSync(path.join(COMPOSE, "compose.yaml"), "utf8"), { merge: true });

const running: (Child | RunningUmbel | RedisServer)[] = [];
const scratch = mkdtempSync(path.join(tmpdir(), "umbel-example-"));
let umbel: RunningUmbel;

function start(service: { command: string[] }, broker: string): Child {
  const words = service.command.map((word) => word.replace(/^\/tmp\//, `${scratch}/`));
  const env = { CELERY_BROKER_URL: broker, PYTHONDONTWRITEBYTECODE: "1", C_FORCE_ROOT: "1" };
  const child = startProcess(PIP_PYTHON, ["-m", ...words], { cwd: path.join(COMPOSE, "example"), env });
  running.push(child);
  return child;
}

beforeAll(async () => {
  const redis = await startRedis();
  running.push(redis);
  umbel = await startUmbel(["--broker", redis.url]);
  running.push(umbel);
  start(services.worker, redis.url);
  start(services.beat, redis.url);
}, 60_000);
afterAll(async () => {
  for (const each of running.reverse()) await each.stop();
  rmSync(scratch, { recursive: true, force: true });
});

test("its orders are sent, charged and packed", { timeout: 60_000 }, async () => {
  await vi.waitFor(
    async () => {
      const tasks = await taskRows(umbel, { states: "SUCCESS", limit: "100" });
      expect(tasks.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["shop.order", "shop.charge", "shop.pack"]),
      );
    },
    { timeout: 50_000, interval: 100 },
  );
});
