// Sending a task, retrying one, and retrying all that match as a batch, on the demo: the workers run what is sent.
import { batchesOf, countTasks, findTask } from "../fixtures/api.ts";
import { expect, test } from "../fixtures/demo.ts";
import { openLive, toasts } from "../fixtures/frame.ts";
import { taskState } from "../fixtures/pages.ts";

test("a task is sent from the form, previewed first, and runs", async ({ page }) => {
  await openLive(page, "/send?name=crm.sync_contact");
  await page.getByLabel("Arguments", { exact: true }).fill("[12345678901234567890, 1.0");
  await expect(page.getByText(/Not JSON/)).toBeVisible();
  await page.getByLabel("Arguments", { exact: true }).fill("[12345678901234567890, 1.0]");
  await page.getByLabel("Queue").fill("nowhere");
  await expect(page.getByText("The queue nowhere is not known")).toBeVisible();
  await page.getByLabel("Queue").fill("mail");
  const message = page.getByRole("region", { name: "Message" });
  await expect(message).toContainText("[[12345678901234567890, 1.0], {}");
  await expect(page.getByText("The queue nowhere is not known")).toHaveCount(0);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const toast = toasts(page).filter({ hasText: "Sent crm.sync_contact" });
  await toast.getByRole("button", { name: "Open task" }).click();
  await expect(page.getByRole("heading", { name: "crm.sync_contact" })).toBeVisible();
  await expect(page.getByText("12345678901234567890").first()).toBeVisible();
  await expect(taskState(page)).not.toHaveText("Pending", { timeout: 20_000 });
});

test("a failed task is retried with its arguments, and both pages name each other", async ({
  page,
  demo,
}) => {
  const { key } = await findTask(demo, { states: "FAILURE", name: "billing.*" });
  await openLive(page, `/tasks/${key}`);
  await page.getByRole("button", { name: "Retry" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Retry this task?" });
  await expect(dialog.getByRole("list", { name: "What was found" })).toBeVisible();
  await expect(dialog).toContainText("Callbacks, chains and chords are not sent");
  await mend(dialog);
  await dialog.getByLabel("Reason (optional)").fill("one retry");
  await dialog.getByRole("button", { name: "Retry" }).click();
  await expect(dialog).toHaveCount(0);
  const link = page.getByText("Retried as").getByRole("link");
  await link.click();
  await expect(page.getByText("Retry of").getByRole("link")).toHaveText(key);
  await expect(taskState(page)).not.toHaveText("Pending", { timeout: 20_000 });
});

test("A11: all that match are retried as one batch with an outcome for each, whatever fails meanwhile", async ({
  page,
  demo,
}) => {
  await openLive(page, "/tasks?states=FAILURE");
  await page.locator("[data-task]").first().getByRole("checkbox").click();
  const bar = page.getByRole("region", { name: "Selected tasks" });
  await bar.getByRole("button", { name: /^Select all/ }).click();
  await expect(bar).toContainText(/All [\d,]+ matching selected/);
  const head = page.getByRole("main").getByText(/^[\d,]+ of [\d,]+ match$/);
  await demo.freeze();
  const numbers = async () => [numberIn(await bar.textContent()), numberIn(await head.textContent())];
  await expect
    .poll(async () => new Set(await numbers()).size, { message: "one number, above and below" })
    .toBe(1);
  await demo.resume();
  await bar.getByRole("button", { name: "Retry" }).click();
  const dialog = page.getByRole("alertdialog", { name: /^Retry [\d,]+ tasks\?$/ });
  await expect(dialog).toContainText(/[\d,]+ tasks matched state FAILURE/);
  await expect(dialog.getByRole("list", { name: "What was found" })).toBeVisible();
  const title = await dialog.getByRole("heading").first().textContent();
  const looked = await countTasks(demo, { states: "FAILURE" });
  // What was looked at is what is done, also when the set has changed since: nobody has this task registered.
  const sent = await page.request.post("/api/v1/tasks", {
    data: { name: "not.registered" },
    headers: { origin: demo.url },
  });
  expect(sent.ok()).toBe(true);
  await expect.poll(() => countTasks(demo, { states: "FAILURE" })).toBeGreaterThan(looked);
  await dialog.getByLabel("Reason (optional)").fill("the gateway is back");
  await dialog.getByRole("button", { name: /^Retry/ }).click();
  await expect(page).toHaveURL(/\/batches\/[0-9a-f-]{36}/);
  const [batch] = await batchesOf(demo);
  expect(`Retry ${batch?.total.toLocaleString("en")} tasks?`).toBe(title);
  const main = page.getByRole("main");
  await expect(main.getByText("finished", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(main).toContainText("the gateway is back");
  await expect(main).toContainText(/\d+ sent/);
  await expect(main.getByText(/\d+ succeeded/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole("radio", { name: /^sent/ }).click();
  await expect(page).toHaveURL(/show=done/);
  const line = page.getByRole("row").nth(1);
  await expect(line.getByRole("link")).toHaveCount(2);
  await page.getByRole("link", { name: "All batches" }).click();
  await expect(page.getByRole("row").filter({ hasText: "the gateway is back" })).toContainText("finished");
});

/** The first number of a text. */
function numberIn(text: string | null): string | undefined {
  return /[\d,]+/.exec(text ?? "")?.[0];
}

/** Arguments that Celery cut are put right by hand. */
async function mend(dialog: ReturnType<import("@playwright/test").Page["getByRole"]>): Promise<void> {
  const kwargs = dialog.getByLabel("Keyword arguments (JSON object)");
  if ((await kwargs.count()) > 0) await kwargs.fill("{}");
}
