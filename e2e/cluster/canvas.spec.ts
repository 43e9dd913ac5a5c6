// A chain and a group: the family of a task, with parents and roots, each a link.
import { taskPath } from "#lib/routes.ts";
import { test } from "../fixtures/cluster.ts";
import { expect } from "../fixtures/page.ts";
import { fact, openTask, taskState } from "../fixtures/pages.ts";

test("a chain: the second task has the first as parent and root", async ({
  page,
  cluster: { celery, umbel, events },
}) => {
  const last = await celery.ask<string>({ do: "chain" });
  await events.of(last, "task-succeeded");
  await openTask(page, umbel, last);
  await expect(taskState(page)).toHaveText("Success");
  await expect(page.getByRole("region", { name: "Result", exact: true })).toContainText("6");
  const family = page.getByRole("region", { name: "Workflow" });
  await expect(family).toContainText("2 tasks seen");
  const members = family.getByRole("listitem").getByRole("link");
  const [first, second] = [members.nth(0), members.nth(1)];
  await expect(second).toHaveAttribute("href", taskPath(last));
  await expect(second).toHaveAttribute("aria-current", "page");
  await expect(family.getByRole("list", { name: "Tasks by state" })).toHaveText("Success2");
  const href = (await first.getAttribute("href")) ?? "";
  const root = decodeURIComponent(href.split("/").at(-1) ?? "");
  await expect(fact(page, "Parent").getByRole("link")).toHaveText(root);
  await expect(fact(page, "Root").getByRole("link")).toHaveText(root);
  await fact(page, "Parent").getByRole("link").click();
  await expect(page).toHaveURL(umbel.url + taskPath(root));
  await expect(fact(page, "Root")).toHaveText("this task");
  await expect(fact(page, "None")).toContainText("Parent");
  await expect(page.getByRole("region", { name: "Result", exact: true })).toContainText("3");
});

test("a group: three tasks, each its own root", async ({ page, cluster: { celery, umbel, events } }) => {
  const ids = await celery.ask<string[]>({ do: "group" });
  for (const [index, id] of ids.entries()) {
    await events.of(id, "task-succeeded");
    await openTask(page, umbel, id);
    await expect(taskState(page)).toHaveText("Success");
    await expect(page.getByRole("region", { name: "Result", exact: true })).toContainText(String(2 * index));
  }
  expect(ids).toHaveLength(3);
});

test("a chord: what its events tell of it, and that this is not the whole", async ({
  page,
  cluster: { celery, umbel, events },
}) => {
  const [sum = "", group = "", header = ""] = await celery.ask<string[]>({ do: "chord" });
  await events.of(sum, "task-succeeded");
  await openTask(page, umbel, sum);
  await expect(taskState(page)).toHaveText("Success");
  // Of the two headers only the one that ended last is its parent; the other has a root of its own.
  const family = page.getByRole("region", { name: "Workflow" });
  await expect(family).toContainText("2 tasks seen");
  await expect(family).toContainText("Members of a group or chord may be missing");
  // Whether the body carries the id of its headers' group depends on Celery's version; a header always does.
  await openTask(page, umbel, header);
  await expect(fact(page, "Group")).toContainText(group);
  await expect(fact(page, "Group")).toContainText("Its other members are not known");
  await expect(fact(page, "Group").getByRole("link")).toHaveCount(0);
  await expect(fact(page, "Group").getByRole("button", { name: "Copy group id" })).toBeVisible();
});
