import { describe, expect, it } from "vitest";
import type { Task } from "#lib/tasks/task.ts";
import { aTask } from "../fixtures.test-helper.ts";
import { prepareFacts } from "./facts.ts";

const labels = (over: Partial<Task>) => prepareFacts(aTask(over)).known.map(([, label]) => label);

describe("prepareFacts", () => {
  it("gives a pending task no process and no clock: those of its sender are not its own", () => {
    const pending: Partial<Task> = {
      client: "gen15523@vm",
      clock: 39,
      sentAt: 1,
      queue: "ghost",
      rootId: "r",
    };
    expect(prepareFacts(aTask(pending))).toEqual({
      known: [
        ["queue", "Queue"],
        ["client", "Sent by"],
        ["sentAt", "Sent"],
        ["rootId", "Root"],
      ],
      none: ["ETA", "Expires", "Retries", "Parent"],
      unknown: ["Worker", "Exchange", "Routing key", "Received"],
    });
  });

  it("does not say that there is none of what no event could have told", () => {
    expect(prepareFacts(aTask({ state: "STARTED", worker: "celery@a", startedAt: 1 }))).toMatchObject({
      none: ["Retries"],
      unknown: expect.arrayContaining(["ETA", "Expires", "Parent", "Sent by"]),
    });
  });

  it("names whose they are where there was more than one attempt, or its worker has it no more", () => {
    const over: Partial<Task> = {
      worker: "celery@a",
      pid: 7,
      clock: 1,
      client: "gen1@vm",
      sentAt: 1,
      receivedAt: 2,
    };
    expect(labels({ ...over, state: "SUCCESS" })).toEqual([
      "Worker",
      "Worker's pid",
      "Sent by",
      "Sent",
      "Received",
      "Worker's clock",
    ]);
    expect(labels({ ...over, state: "RETRY", retries: 1, eta: "2026-01-01T00:00:00Z" })).toEqual([
      "Last worker",
      "Worker's pid",
      "First sent by",
      "Last sent",
      "Last received",
      "ETA",
      "Retries",
      "Worker's clock",
    ]);
    expect(labels({ ...over, state: "PENDING" })).toContain("Last worker");
  });

  it("tells how it was ended only of a task that was", () => {
    const ended: Partial<Task> = { signum: "15", terminated: true, expired: false };
    expect(labels({ ...ended, state: "REVOKED" })).toEqual(["Signal", "Terminated"]);
    expect(labels({ ...ended, state: "SUCCESS" })).toEqual([]);
  });
});
