// Guards looking into a queue: every message that was captured from Celery can be read, what cannot is counted, secrets
// are hidden, and asking for the next to run costs little.
import { describe, expect, it, vi } from "vitest";
import { printJson } from "#lib/kombu/print-json.ts";
import type { QueueHead } from "#lib/queues/queue-record.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { codecs } from "../codecs/codecs.ts";
import { fixtureEnvelopes } from "../codecs/fixtures.test-helper.ts";
import { HeadPoller } from "./head-poller.ts";
import { lookInto } from "./waiting.ts";

const NOW = Date.UTC(2026, 10, 22);
const bytes = (text: string) => new TextEncoder().encode(text);

function envelope(headers: Record<string, unknown>, body: unknown, properties: Record<string, unknown> = {}) {
  return bytes(
    JSON.stringify({
      body: Buffer.from(printJson(body as never)).toString("base64"),
      "content-encoding": "utf-8",
      "content-type": "application/json",
      headers,
      properties: { body_encoding: "base64", delivery_info: { routing_key: "mail" }, ...properties },
    }),
  );
}

async function look(
  messages: readonly Uint8Array[],
  limit = 1_000,
  sentAt = (_: string): number | null => null,
) {
  const broker = new MemoryBroker();
  for (const message of messages) broker.push("mail", message);
  const deps = { broker, codecs, model: { sentAt, declaredQueues: () => ["mail"] }, now: NOW };
  const waiting = await lookInto(deps, { queue: "mail", limit });
  expect(broker.depth("mail"), "left as it was").toBe(messages.length);
  return waiting;
}

describe("what waits", () => {
  const captured = fixtureEnvelopes().filter(({ file }) => file.endsWith("task-messages.json"));

  it("reads every task message that was captured, of every serializer and compression", async () => {
    expect(captured.length).toBeGreaterThan(30);
    const waiting = await look(captured.map(({ text }) => bytes(text)));
    expect(waiting.malformed).toEqual({});
    expect(waiting).toMatchObject({ total: captured.length, sampled: captured.length, unreadable: null });
    expect(waiting.messages).toHaveLength(captured.length);
    for (const message of waiting.messages) {
      expect(message, message.name).toMatchObject({
        uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: expect.stringMatching(/^(fix|celery)\./),
        args: expect.stringMatching(/^[([].*[)\]]$/s),
        kwargs: expect.stringMatching(/^\{.*\}$/s),
        origin: expect.stringContaining("@"),
        problem: null,
      });
    }
    expect(waiting.messages.map(({ key }) => key)).toEqual(captured.map((_, index) => String(index + 1)));
    expect(waiting.messages.some(({ eta }) => (eta ?? 0) > NOW)).toBe(true);
    expect(new Set(waiting.messages.map(({ priority }) => priority))).toContain(9);
  });

  it("groups by task name, most frequent first, and looks up when they were sent", async () => {
    const message = (task: string, id: string) =>
      envelope({ task, id, argsrepr: "()", kwargsrepr: "{}" }, []);
    const messages = [message("a", "1"), message("b", "2"), message("b", "3")];
    const waiting = await look(messages, 1_000, (uuid) => (uuid === "3" ? NOW - 9_000 : null));
    expect(waiting.groups).toEqual([
      { key: "b", count: 2, oldestAt: NOW - 9_000, later: 0 },
      { key: "a", count: 1, oldestAt: null, later: 0 },
    ]);
    expect((await look(messages, 2)).groups.map(({ key, count }) => [key, count])).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
  });

  it("counts what is no task by reason, and shows the others", async () => {
    const fine = envelope({ task: "a", id: "1" }, [[1], { x: 2 }, {}]);
    const waiting = await look([bytes("{"), bytes("[]"), envelope({}, [1, 2]), fine]);
    expect(waiting.malformed).toEqual({ envelope: 2, body: 1 });
    expect(waiting.messages).toMatchObject([{ key: "4", name: "a", args: "[1]", kwargs: '{"x":2}' }]);
  });

  it("reads protocol 1, whose body tells all", async () => {
    const body = {
      task: "old.task",
      id: "u1",
      args: [1],
      kwargs: { k: "v" },
      retries: 2,
      eta: "2030-01-01T00:00:00",
    };
    const { messages } = await look([envelope({}, body)]);
    expect(messages).toMatchObject([
      { name: "old.task", uuid: "u1", args: "[1]", kwargs: '{"k":"v"}', retries: 2, eta: Date.UTC(2030, 0) },
    ]);
  });

  it("hides secrets wherever arguments come from", async () => {
    const told = {
      task: "a",
      id: "1",
      argsrepr: "('redis://:hunter2@h/0',)",
      kwargsrepr: "{'password': 'hunter2'}",
    };
    const body = [["redis://:hunter2@h/0"], { api_key: "hunter2", nested: { token: "hunter2" } }, {}];
    const waiting = await look([envelope(told, body), envelope({ task: "b", id: "2" }, body)]);
    expect(JSON.stringify(waiting)).not.toContain("hunter2");
    expect(waiting.messages.every(({ args }) => args?.includes("redis://:********@h/0"))).toBe(true);
  });

  it("says what kept it from reading arguments", async () => {
    const message = bytes(
      JSON.stringify({
        ...{ body: "AAAA", "content-type": "application/x-unheard-of", "content-encoding": "binary" },
        ...{ headers: { task: "a", id: "1" }, properties: { body_encoding: "base64" } },
      }),
    );
    const { messages } = await look([message]);
    expect(messages).toMatchObject([
      { name: "a", args: null, problem: expect.stringContaining("content-type") },
    ]);
  });

  it("shows the first hundred of a thousand, cut to a readable length", async () => {
    const long = "x".repeat(10_000);
    const many = Array.from({ length: 1_200 }, (_, id) =>
      envelope({ task: "a", id: String(id), argsrepr: `('${long}',)`, kwargsrepr: "{}" }, []),
    );
    const waiting = await look(many, 5_000);
    expect(waiting).toMatchObject({ total: 1_200, sampled: 1_000, groups: [{ key: "a", count: 1_000 }] });
    expect(waiting.messages).toHaveLength(100);
    expect(Math.max(...waiting.messages.map(({ args }) => args?.length ?? 0))).toBeLessThanOrEqual(2_000);
  });
});

describe("the next to run", () => {
  it("is asked for where something waits, some queues at a time, in turn", async () => {
    const broker = new MemoryBroker();
    const names = Array.from({ length: 60 }, (_, index) => `q${String(index).padStart(2, "0")}`);
    for (const name of names) broker.push(name, envelope({ task: "a", id: `of-${name}` }, []));
    const heads = new Map<string, QueueHead | null>();
    const poller = new HeadPoller({
      broker,
      waiting: () => names,
      onHead: (queue, head) => void heads.set(queue, head),
    });
    for (let turn = 1; turn <= 3; turn += 1) {
      poller.tick(turn * 10_000);
      await vi.waitFor(() => expect(heads.size).toBe(Math.min(60, turn * 25)));
    }
    expect(heads.get("q59")).toEqual({ uuid: "of-q59", sentAt: null });
  });

  it("is not asked for again where it cannot be read, until the broker is back", async () => {
    const peekQueue = vi.fn(async () => ({ messages: [], total: 3, unreadable: "RabbitMQ" }));
    const poller = new HeadPoller({ broker: { peekQueue }, waiting: () => ["a", "b"], onHead: () => {} });
    poller.tick(10_000);
    await vi.waitFor(() => expect(peekQueue).toHaveBeenCalledTimes(1));
    await new Promise((resolve) => setImmediate(resolve));
    poller.tick(20_000);
    expect(peekQueue).toHaveBeenCalledTimes(1);
    poller.connected();
    poller.tick(30_000);
    expect(peekQueue).toHaveBeenCalledTimes(2);
  });
});
