// A worker that dies without a word is seen by its silence.
import { tasksPath } from "#lib/routes.ts";
import { test } from "../fixtures/cluster.ts";
import { expect } from "../fixtures/page.ts";
import { expectReason, openTask, openWorker, taskRow, taskState, workerStatus } from "../fixtures/pages.ts";
import { noteSightings, workerIs } from "../fixtures/sightings.ts";

/** Celery's default: a heartbeat every 2 s. */
const THREE_HEARTBEATS_MS = 6000;

test("SIGKILL shows within three heartbeats, and flags what was running", async ({
  page,
  context,
  cluster,
  startWorker,
}) => {
  const { umbel } = cluster;
  const worker = await startWorker();
  const uuid = await worker.send("shop.sleep", [3600]);
  const list = await context.newPage();
  await list.goto(umbel.url + tasksPath({ worker: worker.hostname }));
  await expect(taskRow(list, uuid)).toContainText("Started");
  const sightings = await noteSightings(page);
  await openWorker(page, umbel, worker.hostname);
  await expect(workerStatus(page)).toHaveText("Online");
  const killedAt = Date.now();
  await worker.child.stop("SIGKILL");
  const lostAt = await sightings.of(workerIs(worker.hostname, "lost"));
  console.info(`lost ${lostAt - killedAt} ms after SIGKILL`);
  expect(lostAt - killedAt, "ms from SIGKILL to Lost").toBeLessThanOrEqual(THREE_HEARTBEATS_MS);
  await expect(workerStatus(page)).toHaveText("Lost");
  await expect(page.getByRole("list", { name: "What is wrong" })).toContainText("1 task was running");
  await expect(taskRow(list, uuid).getByRole("img", { name: "its worker was lost" })).toBeVisible();
  await openTask(page, umbel, uuid);
  await expect(taskState(page)).toHaveText("Started");
  await expect(page.getByText("Its worker fell silent or left", { exact: true })).toBeVisible();
  await expectReason(page.getByRole("button", { name: "Terminate" }), "The worker that ran it is lost.");
  await page.goto(umbel.url);
  await expect(page.getByText(worker.hostname).first(), "the overview says so").toBeVisible();
});
