// What holds on every page, light and dark, wide and narrow: axe finds nothing serious, nothing sticks out, and a picture
// is taken for people to look at (test-results/screens, not kept in git).
import path from "node:path";
import type { Page } from "@playwright/test";
import type { TaskRow } from "#lib/tasks/task.ts";
import { findTask } from "../fixtures/api.ts";
import { seriousViolations } from "../fixtures/axe.ts";
import { expect, test } from "../fixtures/demo.ts";
import { expectLive } from "../fixtures/frame.ts";
import type { RunningUmbel } from "../fixtures/umbel.ts";

const task =
  (query: Record<string, string>, fits?: (row: TaskRow) => boolean) => async (demo: RunningUmbel) =>
    `/tasks/${(await findTask(demo, query, fits)).key}`;
const at = (url: string) => async () => url;

/** Name of the picture, how to find the address, and what says that the page is there. */
const PAGES: readonly (readonly [string, (demo: RunningUmbel) => Promise<string>, string | RegExp])[] = [
  ["overview", at("/"), "Tasks per second"],
  ["tasks", at("/tasks"), /now|s ago/],
  ["tasks-failed", at("/tasks?states=FAILURE&name=mail.*"), /Failure/],
  ["tasks-none", at("/tasks?name=no.such.task"), "No task matches"],
  ["task-success", task({ states: "SUCCESS", name: "images.resize" }), "Result"],
  ["task-failure", task({ states: "FAILURE", name: "mail.send_campaign" }), "Traceback"],
  ["task-retry", task({}, ({ retries }) => (retries ?? 0) > 0), "Attempts"],
  ["task-unknown", at("/tasks/no-such-task"), "Umbel does not hold this task"],
  ["send", at("/send?name=crm.sync_contact"), "as it would be sent"],
  ["batches", at("/batches"), /No batch yet|Retry/],
  ["batch-unknown", at("/batches/no-such-batch"), "There is no such batch"],
  ["workers", at("/workers"), "celery@web-1"],
  ["worker", at("/workers/celery%40media-1"), "Processes"],
  ["worker-limits", at("/workers/celery%40mail-1?tab=limits"), "crm.sync_contact"],
  ["worker-pool", at("/workers/celery%40mail-1?tab=pool"), "Grow"],
  ["worker-diagnostics", at("/workers/celery%40mail-1?tab=diagnostics"), "Nothing has been asked yet"],
  ["activity", at("/activity"), "Every command sent from here"],
  ["worker-conf", at("/workers/celery%40mail-1?tab=conf"), "broker_url"],
  ["worker-unknown", at("/workers/nobody"), "No worker of this name is known"],
  ["queues", at("/queues"), "analytics"],
  ["queue", at("/queues/mail"), "Priorities"],
  ["queue-unconsumed", at("/queues/analytics"), "Nobody consumes it"],
  ["queue-unknown", at("/queues/nobody"), "No queue of this name is known"],
  ["not-found", at("/nowhere"), "There is no page here"],
];

/** A new size is laid out some moment after it was set. */
const laidOut = expect.configure({ soft: true });

const SIZES = { 1440: 900, 390: 844 } as const;

for (const [name, find, sign] of PAGES) {
  test(`${name} in light and dark, wide and narrow`, async ({ page, demo }, testInfo) => {
    testInfo.annotations.push({ type: "allow-console", description: "404 (Not Found)" });
    await page.goto(await find(demo));
    await expectLive(page);
    for (const [width, height] of Object.entries(SIZES)) {
      await page.setViewportSize({ width: Number(width), height });
      await expect(page.getByRole("main")).toContainText(sign);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect.soft(await seriousViolations(page), `${colorScheme}, ${width} px`).toEqual([]);
        const file = path.join(testInfo.project.outputDir, "screens", `${name}-${colorScheme}-${width}.png`);
        await page.screenshot({ path: file, animations: "disabled" });
      }
      await laidOut.poll(() => sticksOut(page), { message: `${width} px` }).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await expect(page.getByRole("main")).toContainText(sign);
    await laidOut.poll(() => sticksOut(page), { message: "320 px" }).toEqual([]);
  });
}

/** Wider than the screen, or longer than its content: something invisible reaches where nothing is to be seen. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    const problems: string[] = [];
    if (scrollWidth > clientWidth) problems.push(`${scrollWidth} px wide`);
    const main = document.querySelector("main")?.getBoundingClientRect();
    const end = Math.max(clientHeight, (main?.bottom ?? 0) + scrollY);
    // The bar at the bottom of phones takes 64 px.
    if (scrollHeight > end + 65)
      problems.push(`${scrollHeight} px long, the content ends at ${Math.round(end)}`);
    return problems;
  });
}
