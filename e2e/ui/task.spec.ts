// One task: what it was called with, how it went, why it failed, who its relatives are.
import { findTask, taskOf, taskRows } from "../fixtures/api.ts";
import { expect, freezeAtTask, test } from "../fixtures/demo.ts";
import { clipboard, heading, openLive, toasts } from "../fixtures/frame.ts";
import { fact, taskState } from "../fixtures/pages.ts";
import { rows } from "../fixtures/task-list.ts";

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

test("a task that succeeded: phases, arguments, result, facts", async ({ page, demo }) => {
  const { key } = await findTask(demo, { states: "SUCCESS", name: "billing.charge_card" });
  const task = await taskOf(demo, key);
  await openLive(page, `/tasks/${key}`);
  await expect(heading(page, "billing.charge_card")).toBeVisible();
  await expect(taskState(page)).toHaveText("Success");
  const phases = page.getByRole("region", { name: "Phases" });
  await expect(phases).toContainText(/queued .*prefetched .*running .* on celery@billing-1success/);
  await expect(page.getByRole("region", { name: "Arguments" })).toContainText("amount");
  await expect(page.getByRole("region", { name: "Result", exact: true })).toBeVisible();
  await expect(fact(page, "Worker")).toContainText("celery@billing-1");
  await expect(fact(page, "None")).toContainText("ETA");
  await expect(page.getByRole("button", { name: "Terminate" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Copy uuid" }).click();
  await expect(toasts(page).filter({ hasText: "Uuid copied" })).toBeVisible();
  expect(await clipboard(page)).toBe(task.uuid);
  await fact(page, "Worker").getByRole("link").click();
  await expect(page).toHaveURL("/workers/celery%40billing-1");
});

test("a task that was only sent has no process of its own: its sender's is not shown as its", async ({
  page,
  demo,
}) => {
  const { key } = await freezeAtTask(demo, { states: "PENDING" }, ({ worker }) => worker === null);
  const { client, pid } = await taskOf(demo, key);
  expect(client).not.toBeNull();
  expect(pid).toBeNull();
  await openLive(page, `/tasks/${key}`);
  await expect(taskState(page)).toHaveText("Pending");
  await expect(fact(page, "Sent by")).toHaveText(client ?? "");
  await expect(fact(page, "Not known")).toContainText("Worker");
  for (const name of ["Process", "Worker's pid", "Worker's clock"])
    await expect(fact(page, name)).toHaveCount(0);
});

test("a task that failed: the project's own frames stand out, library frames fold", async ({
  page,
  demo,
}) => {
  const { key } = await findTask(demo, { states: "FAILURE", text: "SMTPRecipientsRefused" });
  const { traceback } = await taskOf(demo, key);
  await openLive(page, `/tasks/${key}`);
  await expect(taskState(page)).toHaveText("Failure");
  const card = page.getByRole("region", { name: "SMTPRecipientsRefused" });
  const trace = card.getByRole("region", { name: "Traceback" });
  await expect(trace).toContainText("/srv/shop/mail/tasks.py");
  await expect(trace).not.toContainText("site-packages");
  await card.getByRole("button", { name: /library frames$/ }).click();
  await expect(trace).toContainText("site-packages");
  await card.getByRole("button", { name: "Fold library frames" }).click();
  await expect(trace).not.toContainText("site-packages");
  await trace.getByRole("button", { name: /celery\/app\/trace\.py/ }).click();
  await expect(trace).toContainText("site-packages/celery/app/trace.py");
  await card.getByRole("button", { name: "Copy traceback" }).click();
  await expect.poll(() => clipboard(page)).toBe(traceback);
});

test("a task that was retried: every attempt, newest first", async ({ page, demo }) => {
  const { key } = await findTask(demo, {}, ({ retries, state }) => retries > 0 && state === "SUCCESS");
  const { retries, attempts } = await taskOf(demo, key);
  expect(attempts.length).toBeGreaterThan(0);
  await openLive(page, `/tasks/${key}`);
  const list = page.getByRole("region", { name: "Attempts" }).getByRole("listitem");
  await expect(list.first()).toContainText(`${retries + 1}`);
  await expect(list.first().locator("[data-state]")).toHaveAttribute("data-state", "SUCCESS");
  await expect(list.nth(1).locator("[data-state]")).toHaveAttribute("data-state", "RETRY");
  await expect(fact(page, "Retries")).toHaveText(`${retries}`);
});

test("a chain: each task leads to the others", async ({ page, demo }) => {
  const last = await findTask(demo, { states: "SUCCESS", name: "images.publish" });
  await openLive(page, `/tasks/${last.key}`);
  const family = page.getByRole("region", { name: "Workflow" });
  const members = family.getByRole("listitem").getByRole("link");
  await expect(members).toHaveText([/fetch_original/, /resize/, /publish/]);
  await expect(family.locator("[aria-current=page]")).toContainText("publish");
  await family.getByRole("link", { name: "All 3 in Tasks" }).click();
  await expect(rows(page).getByText(/fetch_original|resize|publish/)).toHaveCount(3);
  await expect(rows(page)).toHaveCount(3);
  await page.goBack();
  await family.getByRole("link", { name: /resize/ }).click();
  await expect(heading(page, "images.resize")).toBeVisible();
  await expect(family.locator("[aria-current=page]")).toContainText("resize");
  await fact(page, "Parent").getByRole("link").click();
  await expect(heading(page, "images.fetch_original")).toBeVisible();
  await expect(fact(page, "Root")).toHaveText("this task");
  await page.goBack();
  await expect(heading(page, "images.resize")).toBeVisible();
});

test("long arguments are a tree that folds, or the text as sent", async ({ page, demo }) => {
  const { key } = await findTask(demo, { name: "reports.export_csv" });
  const { args, kwargs } = await taskOf(demo, key);
  await openLive(page, `/tasks/${key}`);
  const card = page.getByRole("region", { name: "Arguments" });
  await expect(card).toContainText("filters");
  const fold = card.getByRole("button", { expanded: true }).first();
  await fold.click();
  await expect(card).not.toContainText("filters");
  await expect(card.getByRole("button", { name: /3 items/ })).toHaveAttribute("aria-expanded", "false");
  await card.getByRole("button", { name: "Raw" }).click();
  await expect(card).toContainText(kwargs ?? "");
  await card.getByRole("button", { name: "Copy arguments" }).click();
  await expect.poll(() => clipboard(page)).toBe(`${args}\n${kwargs}`);
});

test("a uuid that is not held says what that can mean", async ({ page }) => {
  await openLive(page, "/tasks/00000000-0000-4000-8000-000000000000");
  await expect(page.getByText("Umbel does not hold this task")).toBeVisible();
  await expect(page.getByText(/^Now: [\d,]+ held, [\d,]+ made room/)).toBeVisible();
  await page.getByRole("link", { name: "All tasks" }).click();
  await expect(page).toHaveURL("/tasks");
});

test("a uuid may be any text", async ({ page }) => {
  for (const path of [
    "/tasks/a%2Fb%3Fc%20%F0%9F%8C%B1",
    "/tasks/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/tasks/50%25",
  ]) {
    await openLive(page, path);
    await expect(page.getByText("Umbel does not hold this task")).toBeVisible();
  }
});

test("a page that is open while its task runs follows it to its end", async ({ page, demo }) => {
  const { key } = await freezeAtTask(demo, { states: "STARTED", name: "images.resize" });
  await openLive(page, `/tasks/${key}`);
  await expect(taskState(page)).toHaveText("Started");
  await demo.step(20_000);
  await expect(taskState(page)).toHaveText(/^(Success|Failure)$/);
  await expect(page.getByRole("region", { name: "Phases" })).toContainText(/success|failure/);
  expect((await taskRows(demo, { text: key })).length).toBe(1);
});
