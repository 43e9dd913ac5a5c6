// The demo stands still, moves on and runs again when a test says so: other tests rely on it.
import { clusterOf, countTasks } from "../fixtures/api.ts";
import { expect, test } from "../fixtures/demo.ts";
import { openLive } from "../fixtures/frame.ts";
import { rows } from "../fixtures/task-list.ts";

test("frozen nothing happens while the page lives; a step brings its time at once", async ({
  page,
  demo,
}) => {
  await demo.freeze();
  await openLive(page, "/tasks");
  const held = await clusterOf(demo);
  const first = (await rows(page).first().getAttribute("data-task")) ?? "";
  // The browser's own clock goes on: some of its time must pass, or nothing is shown by this test.
  const opened = await page.evaluate(() => performance.now());
  await expect.poll(() => page.evaluate(() => performance.now())).toBeGreaterThan(opened + 2_000);
  expect(await clusterOf(demo)).toEqual(held);
  await expect(rows(page).first()).toHaveAttribute("data-task", first);

  await demo.step(10_000);
  const stepped = await countTasks(demo, {});
  expect(stepped).toBeGreaterThan(held.tasks + 10);
  await expect(rows(page).first()).not.toHaveAttribute("data-task", first);
  expect((await clusterOf(demo)).workers).toEqual(held.workers);

  await demo.resume();
  await expect.poll(() => countTasks(demo, {})).toBeGreaterThan(stepped);
});
