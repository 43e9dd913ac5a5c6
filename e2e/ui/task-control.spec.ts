// Stopping tasks from their pages: the dialog says what will happen, and the page shows that it did.
import { readAudit } from "../fixtures/audit.ts";
import { expect, freezeAtTask, test } from "../fixtures/demo.ts";
import { openLive, toasts } from "../fixtures/frame.ts";
import { taskState } from "../fixtures/pages.ts";

test("Terminate stops a running task, after a confirmation", async ({ page, demo }) => {
  const { key, name } = await freezeAtTask(demo, { states: "STARTED", name: "video.transcode" });
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
  await demo.resume();
  await dialog.getByRole("button", { name: "Terminate" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(toasts(page).filter({ hasText: "Terminate sent" })).toContainText(
    /celery@media-\d: is stopping it/,
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
  // It is due in 20 s at the soonest.
  const { key } = await freezeAtTask(demo, { states: "RECEIVED", name: "mail.send_reminder" });
  await openLive(page, `/tasks/${key}`);
  await expect(taskState(page)).toHaveText("Received");
  await page.getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Revoke this task?" });
  await expect(dialog).toContainText("drops the task when it comes to run it");
  await dialog.getByRole("textbox", { name: "Reason (optional)" }).fill("not wanted any more");
  await demo.resume();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  const toast = toasts(page).filter({ hasText: "Revoke sent" });
  await expect(toast).toContainText("will drop it instead of running it");
  await demo.freeze();
  const why = page.getByRole("region", { name: "Why it is waiting" });
  await expect(why).toContainText(
    /Revoke sent by anonymous at .*\. No worker has acted on it yet\. celery@\S+ drops the task when its ETA comes\./,
  );
  await expect(why).toContainText(/holds it until its ETA, \d/);
  await expect(page.getByRole("button", { name: "Revoke sent" })).toBeEnabled();
  const deeds = page.getByRole("region", { name: "Done to this task" });
  await expect(deeds.getByRole("listitem").first()).toContainText(/^Revokeby anonymous/);
  await expect(deeds).toContainText("“not wanted any more”");
  await deeds.getByText("Answers").click();
  await expect(deeds.getByText("will drop it instead of running it").first()).toBeVisible();
  // Its line in a list says so too.
  await openLive(page, `/tasks?q=id:${key}`);
  const line = page.locator(`[data-task="${key}"]`);
  await expect(line.getByRole("img", { name: "revoke sent, not yet taken" })).toBeVisible();
  await openLive(page, `/tasks/${key}`);
  await demo.step(240_000);
  await expect(why).toHaveCount(0);
  await expect(deeds).toBeVisible();
  await expect(taskState(page)).toHaveText("Revoked");
  await expect(page.getByText("It was revoked before it ran.")).toBeVisible();
});

test("what somebody else does to a task appears on its open page", async ({ page, demo }) => {
  const { key } = await freezeAtTask(demo, { states: "RECEIVED", name: "mail.send_reminder" });
  await openLive(page, `/tasks/${key}`);
  await expect(page.getByRole("region", { name: "Why it is waiting" })).toContainText(
    /holds it until its ETA/,
  );
  await expect(page.getByRole("region", { name: "Done to this task" })).toHaveCount(0);
  await demo.resume();
  const sent = await page.request.post("/api/v1/commands/revoke", {
    data: { arguments: { task_id: [key, "another"] }, reason: "by a script" },
  });
  expect(sent.status()).toBe(200);
  const deeds = page.getByRole("region", { name: "Done to this task" });
  await expect(deeds).toContainText("“by a script”");
  await expect(deeds).toContainText("with 1 other task");
  await expect(page.getByRole("button", { name: "Revoke sent" })).toBeVisible();
});
