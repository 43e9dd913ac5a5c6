// Guards that workers of a transport that Umbel cannot read are not taken for nobody.
import { expect, onTestFinished, test, vi } from "vitest";
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
