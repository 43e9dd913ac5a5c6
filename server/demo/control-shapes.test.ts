// Replies of the demo have the keys of replies captured from real workers, level by level.
import { expect, test } from "vitest";
import { isRecord } from "#lib/kombu/object.ts";
import old from "../../e2e/wire/redis/celery-5.2.6/control.json" with { type: "json" };
import newer from "../../e2e/wire/redis/celery-main/control.json" with { type: "json" };
import { Cluster } from "./cluster.test-helper.ts";

const cluster = new Cluster();

/** The application's own: names, arguments; and what only the unreleased version has. */
const OWN = new Set(["total", "args", "kwargs", "credential_provider"]);

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? "list" : [shape(value[0])];
  if (!isRecord(value)) return "value";
  const keys = Object.keys(value).filter((key) => !OWN.has(key));
  return Object.fromEntries(keys.sort().map((key) => [key, shape(value[key])]));
}

/** The first worker's reply. */
function captured(replies: readonly object[]): unknown {
  return Object.values(replies[0] ?? {})[0];
}

test("stats, of either version and of a solo pool", () => {
  expect(shape(cluster.one("celery@media-1", "stats"))).toEqual(shape(captured(newer.stats.replies)));
  expect(shape(cluster.one("celery@imports-1", "stats"))).toEqual(shape(captured(old.stats.replies)));
  expect(shape(cluster.one("celery@search-1", "stats"))).toEqual(
    shape(captured(newer.stats_w2_solo.replies)),
  );
});

test("active, reserved and scheduled", () => {
  cluster.running("video.transcode");
  expect(shape(busiest("active"))).toEqual(shape(captured(old.active.replies)));
  const scheduled = cluster.one("celery@mail-1", "scheduled");
  expect(shape(scheduled)).toEqual(shape(captured(old.scheduled.replies)));
  cluster.ask("rate_limit", { task_name: "search.index_product", rate_limit: "1/m" });
  cluster.pass(30);
  expect(shape(cluster.one("celery@search-1", "reserved"))).toEqual(shape(captured(old.reserved.replies)));
});

test("active_queues, revoked and registered", () => {
  expect(shape(cluster.one("celery@web-1", "active_queues"))).toEqual(
    shape(captured(old.active_queues.replies)),
  );
  cluster.ask("revoke", { task_id: "x" });
  expect(shape(cluster.one("celery@web-1", "revoked"))).toEqual(shape(captured(old.revoked.replies)));
  expect(shape(cluster.one("celery@web-1", "registered"))).toEqual(shape(captured(old.registered.replies)));
  expect(cluster.one("celery@web-1", "does_not_exist")).toEqual(captured(newer.unknown_command.replies));
});

function busiest(method: string): unknown {
  const replies = Object.values(cluster.ask(method));
  return replies.find((reply) => Array.isArray(reply) && reply.length > 0);
}
