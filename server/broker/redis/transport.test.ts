// Guards that workers of a transport that Umbel cannot read, or that its commands do not reach, are not taken for nobody.
import { expect, onTestFinished, test, vi } from "vitest";
import { SEP } from "../names.ts";
import { client, server, watch } from "./redis.test-helper.ts";

test("A12: workers of a transport that cannot be read: what is there, and no hint at an unrelated cluster", async () => {
  const { url } = await server();
  const worker = client(url);
  const { notices, connected } = await watch(url, { silenceMs: 50, checkEveryMs: 100 });
  await connected();
  const beat = setInterval(() => void worker.publish("/5.celeryev/worker.heartbeat", "x"), 20);
  onTestFinished(() => clearInterval(beat));
  // As celery-redis-plus 0.4.1 keeps them: its events go to one stream, its queues are sorted sets.
  await worker.xadd("/0.celeryev", "*", "payload", "{}");
  await worker.zadd("_kombu.binding.celery", 1, "celery");
  await worker.zadd("messages_index:celery", 1, "tag");
  await worker.zadd("queue:celery", 1, "tag");
  await vi.waitFor(
    () => {
      expect(notices()).toMatchObject([{ key: "redis-transport" }]);
      for (const key of ["/0.celeryev", "messages_index:celery", "queue:celery"]) {
        expect(notices()[0]?.text).toContain(key);
      }
    },
    { timeout: 15_000 },
  );
});

test("A12: a sorted set of somebody's, called queue:…, is no sign of another transport", async () => {
  const { url } = await server();
  const worker = client(url);
  const { notices, connected } = await watch(url, { silenceMs: 50, checkEveryMs: 100 });
  await connected();
  await worker.zadd("queue:mine", 1, "x");
  const beat = setInterval(() => void worker.publish("/5.celeryev/worker.heartbeat", "x"), 20);
  onTestFinished(() => clearInterval(beat));
  await vi.waitFor(() => expect(notices()).toMatchObject([{ key: "redis-elsewhere" }]), { timeout: 15_000 });
});

test("A12: workers that are heard, but listen for commands on another exchange", async () => {
  const { url } = await server();
  const worker = client(url);
  const { notices, connected } = await watch(url, { checkEveryMs: 20 });
  await connected();
  await worker.sadd("_kombu.binding.reply.myctl.pidbox", `a${SEP}${SEP}a.reply.myctl.pidbox`);
  await worker.sadd("_kombu.binding.myctl.pidbox", `${SEP}${SEP}w1@h.myctl.pidbox`);
  await worker.publish("/0.celeryev/worker.heartbeat", "x");
  const text = `(exchange celery.pidbox), but workers listen on myctl.pidbox. If those are yours: set --broker-transport-options '{"control_exchange":"myctl"}'`;
  await vi.waitFor(() => expect(notices()).toMatchObject([{ key: "redis-commands-elsewhere", text }]), {
    timeout: 10_000,
  });
  await worker.sadd("_kombu.binding.celery.pidbox", `${SEP}${SEP}w2@h.celery.pidbox`);
  await vi.waitFor(() => expect(notices()).toEqual([]), { timeout: 10_000 });
});
