// Pages are files: no script runs but theirs, and an address leads to its page however it is reached.
import { queuePath } from "#lib/routes.ts";
import { findTask } from "../fixtures/api.ts";
import { expect, test } from "../fixtures/demo.ts";
import { expectLive, heading, navigation, openLive } from "../fixtures/frame.ts";

test("a script that somebody got into the page does not run", async ({ page }) => {
  test.info().annotations.push({ type: "allow-console", description: "Content Security Policy" });
  await openLive(page, "/tasks");
  await expect(heading(page, "Tasks")).toBeVisible();
  const ran = await page.evaluate(async () => {
    const box = document.createElement("div");
    // As the parser meets them: what a script of ours makes itself may run.
    box.innerHTML = `<img src="data:," onerror="window.evil = 1">
      <iframe srcdoc="<script>parent.evil = 1</script>"></iframe>`;
    const tried = ["img error", "iframe load"].map((what) => {
      const [name = "", event = ""] = what.split(" ");
      return new Promise((resolve) => box.querySelector(name)?.addEventListener(event, resolve));
    });
    document.body.append(box);
    await Promise.all(tried);
    return "evil" in window;
  });
  expect(ran).toBe(false);
});

test("a task's page is the same by a link, Back, Forward and a reload", async ({ page, demo }) => {
  const { key, name } = await findTask(demo, { states: "SUCCESS" });
  await openLive(page, "/workers");
  await openLive(page, `/tasks/${key}`);
  await expect(heading(page, name ?? "")).toBeVisible();
  await navigation(page)
    .getByRole("link", { name: /^Queues/ })
    .click();
  await expect(page).toHaveTitle("Queues · Umbel");
  await page.goBack();
  await expect(page).toHaveTitle("Task · Umbel");
  await expect(heading(page, name ?? "")).toBeVisible();
  await page.goForward();
  await expect(page).toHaveTitle("Queues · Umbel");
  await page.goBack();
  await page.reload();
  await expectLive(page);
  await expect(heading(page, name ?? "")).toBeVisible();
});

test("names that need care in an address are in title and heading", async ({ page }) => {
  for (const name of ["a/b %2F", "Grüße 🌍", "<b>&amp;", "x.txt", "__next._tree"]) {
    await openLive(page, queuePath(name));
    await expect(heading(page, name)).toBeVisible();
    await expect(page).toHaveTitle(`${name} · Umbel`);
  }
});

test("a page's heading is there before its first script", async ({ demo }) => {
  const headings = {
    "": "Overview",
    tasks: "Tasks",
    queues: "Queues",
    workers: "Workers",
    send: "Send a task",
  };
  for (const [path, title] of Object.entries(headings)) {
    const html = await (await fetch(`${demo.url}/${path}`)).text();
    expect(/<h1[^>]*>([^<]*)/.exec(html)?.[1], path).toBe(title);
  }
});
