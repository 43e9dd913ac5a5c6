// Stopping tasks from their pages: the dialog says what will happen, and the page shows that it did.

import type { TaskRow } from "#lib/tasks/task.ts";
import { findTask, taskOf, taskRows } from "../fixtures/api.ts";
import { readAudit } from "../fixtures/audit.ts";
import { expect, test } from "../fixtures/demo.ts";
import { expectLive, openLive, toasts } from "../fixtures/frame.ts";
import { taskState } from "../fixtures/pages.ts";

test("Terminate stops a running task, after a confirmation", async ({ page, demo }) => {
  // One that has just begun and usually takes much longer than this test.
  const young = ({ name, startedAt }: TaskRow) =>
    Date.now() - (startedAt ?? 0) <
    (name === "video.transcode" ? 12_000 : name === "reports.export_csv" ? 2_000 : 0);
  const { key, name } = await findTask(demo, { states: "STARTED" }, young, 80_000);
  await openLive(page, `/tasks/${key}`);
  await expect(taskState(page)).toHaveText("Started");
  await page.getByRole("button", { name: "Terminate" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Terminate this task?" });
  await expect(dialog).toContainText("SIGTERM goes to the pool process that runs it");
  await expect(dialog).toContainText("It cannot be undone");
  await expect(dialog.getByRole("link", { name: name ?? "" })).toBeVisible();
  await dialog.getByRole("combobox", { name: "Signal" }).click();
  await page.getByRole("option", { name: /SIGKILL/ }).click();
  await expect(dialog).toContainText("SIGKILL goes to the pool process");
  await dialog.getByRole("textbox", { name: "Reason (optional)" }).fill("wrong preset");
  await dialog.getByRole("button", { name: "Terminate" }).click();
  await expect(toasts(page).filter({ hasText: "Terminate sent" })).toContainText(
    /celery@(media|reports)-\d: terminate/,
  );
  await expect(taskState(page)).toHaveText("Revoked");
  await expect(page.getByText(/It was terminated while it ran, with SIGKILL \(9\)/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Terminate" })).toHaveAttribute("aria-disabled", "true");
  const mine = readAudit(demo).filter(({ reason }) => reason === "wrong preset");
  expect(mine.map(({ phase, command }) => [phase, command])).toEqual([
    ["requested", "terminate"],
    ["finished", "terminate"],
  ]);
});

test("Revoke keeps a scheduled task from running", async ({ page, demo }) => {
  test.setTimeout(120_000);
  let next: string | undefined;
  // The one that is due soonest, but not before it can be revoked.
  const soonest = async () => {
    const waiting = await taskRows(demo, { states: "RECEIVED", name: "mail.send_reminder" });
    const tasks = await Promise.all(waiting.map(({ key }) => taskOf(demo, key)));
    const due = tasks
      .map(({ eta, uuid }) => ({ uuid, in: Date.parse(eta ?? "") - Date.now() }))
      .filter((one) => one.in > 8_000)
      .sort((a, b) => a.in - b.in);
    next = due[0]?.uuid;
    return next !== undefined;
  };
  await expect.poll(soonest, { timeout: 40_000 }).toBe(true);
  await page.goto(`/tasks/${next}`);
  await expectLive(page);
  await expect(taskState(page)).toHaveText("Received");
  await page.getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Revoke this task?" });
  await expect(dialog).toContainText("drops the task when it comes to run it");
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(toasts(page).filter({ hasText: "flagged as revoked" })).toBeVisible();
  await expect(taskState(page)).toHaveText("Revoked", { timeout: 90_000 });
  await expect(page.getByText("It was revoked before it ran.")).toBeVisible();
});
