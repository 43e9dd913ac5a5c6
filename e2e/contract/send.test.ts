// A message that Umbel made is run by real workers, both Celeries, with exactly the arguments that were given; what they
// cannot run ends as Celery says, and leaves them alive.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parseExactJson } from "#lib/kombu/parse-json.ts";
import type { SendBody } from "#lib/sending/task-request.ts";
import { composeEngine } from "#server/engine/compose.ts";
import type { Engine } from "#server/engine/port.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";
import { startRabbitMq } from "../fixtures/rabbitmq.ts";
import { startRedis } from "../fixtures/redis.ts";
import { sendFromUmbel } from "../fixtures/send-task.ts";

interface RunningBroker {
  readonly url: string;
  stop(): Promise<void>;
}
const BROKERS: Readonly<Record<string, () => Promise<RunningBroker>>> = {
  redis: () => startRedis(),
  rabbitmq: () => startRabbitMq(),
};
const PYTHONS = { "Celery from pip": PIP_PYTHON, "Debian's Celery": DEBIAN_PYTHON };
const WAIT = { timeout: 20_000, interval: 50 };

for (const [transport, startBroker] of Object.entries(BROKERS)) {
  for (const [celery, python] of Object.entries(PYTHONS)) {
    describe(`sending over ${transport} to ${celery}`, () => {
      let broker: RunningBroker;
      let results: RunningBroker;
      let app: CeleryApp;
      let engine: Engine;

      beforeAll(async () => {
        broker = await startBroker();
        results = await startRedis();
        app = await startCelery(python, broker.url, { resultBackend: results.url });
        engine = await composeEngine({
          name: "main",
          brokerUrl: broker.url,
          demo: null,
          maxTasks: 1000,
          maxWorkers: 10,
          version: "0",
        });
        await engine.start();
        await app.worker("web-1@send", ["-E", "-c", "2", "-Q", "celery,other"]);
      }, 60_000);
      afterAll(async () => {
        await engine.stop();
        await app.stop();
        await broker.stop();
        await results.stop();
      });

      const send = (body: SendBody): Promise<string> => sendFromUmbel(engine, body);
      const ended = (id: string) =>
        vi.waitFor(async () => {
          const answer = await app.ask<{ state: string; result: Record<string, unknown> }>({
            do: "result",
            id,
          });
          expect(answer.state).not.toMatch(/PENDING|RECEIVED|STARTED/);
          return answer;
        }, WAIT);
      const task = async (uuid: string) => engine.query("task", { uuid });

      it("gives the task every kind of value as it was", async () => {
        const id = await send({
          name: "shop.echo",
          args: [
            1,
            -1.5,
            "hällo 'q' \\ \n",
            null,
            true,
            [],
            {},
            [1, [2, { a: "b" }]],
            12345678901234567890n,
            Number.NaN,
          ],
          kwargs: { user: { id: 7 }, ü: "世界" },
        });
        const { result } = await ended(id);
        expect(result.args).toBe(
          "(1, -1.5, \"hällo 'q' \\\\ \\n\", None, True, [], {}, [1, [2, {'a': 'b'}]], 12345678901234567890, nan)",
        );
        expect(result.kwargs).toBe("{'user': {'id': 7}, 'ü': '世界'}");
        expect(result).toMatchObject({
          root_id: id,
          parent_id: null,
          retries: 0,
          origin: "umbel@test",
          queue: "celery",
        });
        await vi.waitFor(async () => expect((await task(id))?.state).toBe("SUCCESS"), WAIT);
        expect(await task(id)).toMatchObject({ name: "shop.echo", queue: "celery", client: "umbel@test" });
        expect((await task(id))?.kwargs).toBe("{'user': {'id': 7}, 'ü': '世界'}");
      });

      it("gives any JSON that there is, as Python itself reads it, and the worker stays obedient", async () => {
        const texts = fc
          .sample(fc.array(fc.jsonValue(), { maxLength: 4 }), { numRuns: 60, seed: 7 })
          .map((value) => JSON.stringify(value));
        texts.push(
          "[1.0, -0.0, 1e300, 123456789012345678901234567890, NaN, Infinity, -Infinity]",
          '["\\ud800"]',
          '[{"": {"__type__": 1}}]',
        );
        const expected = await app.ask<string[]>({ do: "repr", texts });
        const ids: string[] = [];
        for (const text of texts) {
          const args = parseExactJson(text);
          if (!args.ok || !Array.isArray(args.value)) throw new Error(text);
          ids.push(await send({ name: "shop.echo", args: args.value }));
        }
        for (const [index, id] of ids.entries()) {
          const { state, result } = await ended(id);
          expect([state, result.args]).toEqual(["SUCCESS", expected[index]]);
        }
        const pong = await app.ask<Record<string, unknown>>({ do: "inspect", method: "ping" });
        expect(Object.values(pong)).toEqual([{ ok: "pong" }]);
      });

      it("keeps headers, priority, limits and queue", async () => {
        const id = await send({
          name: "shop.echo",
          queue: "other",
          priority: 6,
          time_limit: 60,
          soft_time_limit: 30,
          retries: 2,
          headers: { tenant: "acme", umbel_retry_of: "x", deep: { a: [1] } },
        });
        const { state, result } = await ended(id);
        expect(state).toBe("SUCCESS");
        expect(result).toMatchObject({ queue: "other", priority: 6, timelimit: [60, 30], retries: 2 });
        expect(result.headers).toMatchObject({ tenant: "acme", umbel_retry_of: "x", deep: { a: [1] } });
      });

      it("waits for its ETA, and is revoked once it has expired", async () => {
        const before = Date.now();
        const later = await send({ name: "shop.add", args: [1, 2], countdown: 1.2 });
        const expired = await send({
          name: "shop.add",
          args: [1, 2],
          expires: new Date(before - 1000).toISOString(),
        });
        expect((await ended(expired)).state).toBe("REVOKED");
        expect(await ended(later)).toEqual({ state: "SUCCESS", result: 3 });
        expect(Date.now() - before).toBeGreaterThan(1200);
        await vi.waitFor(async () => expect((await task(expired))?.expired).toBe(true), WAIT);
      });

      it("is seen as PENDING in a queue that nobody consumes, and refused where there is no such queue", async () => {
        if (transport === "rabbitmq") {
          const sent = send({ name: "shop.add", args: [1, 2], queue: "nobody" });
          await expect(sent).rejects.toMatchObject({ code: "not_found" });
          return;
        }
        const id = await send({ name: "shop.add", args: [1, 2], queue: "nobody" });
        await vi.waitFor(async () => {
          expect(await task(id)).toMatchObject({ state: "PENDING", queue: "nobody", args: "(1, 2)" });
        }, WAIT);
        const queues = await vi.waitFor(async () => {
          const rows = await engine.query("queues", {});
          expect(rows.find(({ key }) => key === "nobody")?.depth).toBe(1);
          return rows;
        }, WAIT);
        expect(queues.length).toBeGreaterThan(0);
      });

      it("fails for a name that nobody registered, and the worker lives on", async () => {
        const id = await send({ name: "shop.nope" });
        await vi.waitFor(async () => expect((await task(id))?.state).toBe("FAILURE"), WAIT);
        expect((await task(id))?.exception).toContain("NotRegistered");
        expect(await ended(await send({ name: "shop.add", args: [2, 3] }))).toEqual({
          state: "SUCCESS",
          result: 5,
        });
      });
    });
  }
}
