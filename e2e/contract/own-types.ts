// Content types of the application's own, with real workers: answers are read, or it is said why they are not. Run for each
// broker.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { BROKERS, type TestBroker } from "../fixtures/brokers.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { SOON, send, start, startHearing, WORKER } from "./one-worker.ts";
import { findingsOf } from "./redis-forms.ts";

export function ownTypes(kind: keyof typeof BROKERS): void {
  describe(`on ${kind}`, () => {
    let broker: TestBroker;
    beforeAll(async () => {
      broker = await BROKERS[kind]();
    }, 60_000);
    afterAll(() => broker?.stop());

    test("A6: answers in a JSON of the application's own are read", { timeout: 90_000 }, async () => {
      const { engine } = await startHearing(broker, PIP_PYTHON, { app: "own_types" });
      const outcome = await send(engine, "rate_limit", { task_name: "shop.limited", rate_limit: "3/m" });
      expect(outcome).toMatchObject({
        replies: [{ hostname: WORKER, ok: true, text: expect.stringContaining("new rate limit set") }],
        missing: [],
      });
      const settings = async () =>
        (await engine.query("worker", { hostname: WORKER }))?.inspection?.conf?.value;
      await vi.waitFor(
        async () => expect(await settings()).toMatchObject({ task_serializer: "myjson" }),
        SOON,
      );
      expect(engine.latest()?.figures.malformed).toEqual({});
    });

    test("A6: an answer that cannot be read is an answer, and says in what format", {
      timeout: 90_000,
    }, async () => {
      const { engine } = await startHearing(broker, PIP_PYTHON, { app: "own_types", env: { OWN: "packed" } });
      const outcome = await send(engine, "ping", {});
      expect(outcome).toMatchObject({
        replies: [
          {
            hostname: WORKER,
            ok: true,
            text: "answered in application/x-packed, which Umbel cannot read",
          },
        ],
        missing: [],
      });
      expect((await findingsOf(engine)).map(({ text }) => text).join()).toContain(
        'no reader for "application/x-packed"',
      );
    });

    test("A6: a worker that takes no JSON is named, with what to do", { timeout: 90_000 }, async () => {
      const env = { ACCEPT: "myjson" };
      const { engine } = await start(broker, PIP_PYTHON, { app: "own_types", env });
      expect(await send(engine, "ping", {})).toMatchObject({ replies: [], missing: [WORKER] });
      await vi.waitFor(
        async () => {
          const mute = (await findingsOf(engine)).find(({ key }) => key === `worker-mute:${WORKER}`);
          expect(mute?.text).toContain("accept_content");
        },
        { timeout: 60_000, interval: 500 },
      );
      // Its heartbeats go on: it is not lost.
      expect(engine.latest()?.frame.workersOnline).toBe(1);
    });
  });
}
