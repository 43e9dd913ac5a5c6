// Terminate and revoke, pressed on the page, and what the worker and its result backend say of it.
import { writeFileSync } from "node:fs";
import { auditedPhases } from "../fixtures/audit.ts";
import { test } from "../fixtures/cluster.ts";
import { expect } from "../fixtures/page.ts";
import { confirm, expectReason, fact, openTask, taskRow, taskState } from "../fixtures/pages.ts";

test("Terminate stops a running task", async ({ page, cluster, startWorker }) => {
  const { celery, umbel } = cluster;
  const worker = await startWorker();
  const uuid = await worker.send("shop.sleep", [3600]);
  await openTask(page, umbel, uuid);
  await expect(taskState(page)).toHaveText("Started");
  const button = page.getByRole("button", { name: "Terminate" });
  await button.click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("shop.sleep");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("it will never end");
  await dialog.getByRole("button", { name: "Terminate" }).click();
  await expect(dialog).toHaveCount(0);
  await worker.child.until(new RegExp(`Terminating ${uuid} \\(.*15|SIGTERM`));
  await expect(taskState(page)).toHaveText("Revoked");
  await expect(page.getByText("It was terminated while it ran")).toBeVisible();
  await expect(fact(page, "Terminated")).toHaveText("yes");
  await expectReason(button, "It has already finished.");
  await expect
    .poll(() => celery.ask({ do: "state", id: uuid }), "state in the result backend")
    .toBe("REVOKED");
  expect(await celery.ask({ do: "inspect", method: "active", destination: [worker.hostname] })).toEqual({
    [worker.hostname]: [],
  });
  await page.goto(`${umbel.url}/tasks`);
  await expect(taskRow(page, uuid)).toContainText("Revoked");
  expect(auditedPhases(umbel, "terminate")).toEqual(["requested", "finished"]);
});

test("Revoke keeps a queued task from running", async ({ page, cluster, startWorker }, testInfo) => {
  const { celery, umbel, events } = cluster;
  const worker = await startWorker({ concurrency: 1 });
  const gate = testInfo.outputPath("gate");
  const running = await worker.send("shop.wait", [gate]);
  await events.of(running, "task-started");
  const uuid = await worker.send("shop.add", [1, 2]);
  await openTask(page, umbel, uuid);
  await expect(taskState(page)).toHaveText(/Pending|Received/);
  await confirm(page, page.getByRole("button", { name: "Revoke" }), "Revoke");
  const after = await worker.send("shop.add", [3, 4]);
  writeFileSync(gate, "");
  await events.of(after, "task-succeeded");
  await worker.child.until(new RegExp(`Discarding revoked task: shop\\.add\\[${uuid}\\]`));
  await expect(taskState(page)).toHaveText("Revoked");
  await expect(page.getByText("It was revoked before it ran.")).toBeVisible();
  const told = events.all.filter((event) => event.uuid === uuid).map(({ type }) => type);
  expect(told).not.toContain("task-started");
  expect(told).not.toContain("task-succeeded");
  expect(await celery.ask({ do: "state", id: uuid })).toBe("REVOKED");
  expect(auditedPhases(umbel, "revoke")).toEqual(["requested", "finished"]);
});

test("Revoke reaches a task that waits for its ETA", async ({ page, cluster, startWorker }) => {
  const { celery, umbel } = cluster;
  const worker = await startWorker();
  const uuid = await worker.send("shop.add", [1, 2], { countdown: 3600 });
  await openTask(page, umbel, uuid);
  await expect(taskState(page)).toHaveText("Received");
  await expect(page.getByRole("region", { name: "Phases" })).toContainText("held for its ETA");
  await confirm(page, page.getByRole("button", { name: "Revoke" }), "Revoke");
  const request = { do: "inspect", method: "revoked", destination: [worker.hostname] };
  const revoked = await celery.ask<Record<string, string[]>>(request);
  expect(revoked[worker.hostname]).toContain(uuid);
});
