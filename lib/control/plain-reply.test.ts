import { describe, expect, it } from "vitest";
import { plainReply } from "./plain-reply.ts";

describe("plainReply", () => {
  it.each([
    ["tasks 5f2b flagged as revoked", "will drop it instead of running it"],
    ["tasks {'5f2b'} flagged as revoked", "will drop it instead of running it"],
    ["tasks {'a', 'b'} flagged as revoked", "will drop them instead of running them"],
    ["terminate: tasks unknown", "does not hold it: there was nothing to stop"],
    ["terminate: 5f2b", "is stopping it"],
    [
      "headers {'tenant': ['acme']} flagged as revoked, but not terminated",
      "will drop tasks with these stamps; those that run go on",
    ],
    [
      "headers {'tenant': ['acme']} were not terminated",
      "runs no task with these stamps, and will drop those that come",
    ],
    [
      "headers defaultdict(<class 'set'>, {'tenant': {'acme'}}) revoked",
      "stops its tasks with these stamps, and will drop those that come",
    ],
    [
      "NotImplementedError: <class 'celery.concurrency.solo.TaskPool'> does not implement kill_job",
      "cannot stop a running task: its pool has no way to",
    ],
    ["autoscale now max=10 min=3", "keeps between 3 and 10 processes now"],
    ["add consumer mail", "consumes mail now"],
    ["maintenance on for mail", "maintenance on for mail"],
    ["KeyError: colour", "KeyError: colour"],
  ])("%s", (text, plain) => {
    expect(plainReply(text)).toBe(plain);
  });
});
