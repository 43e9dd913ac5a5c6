// The frame of every page: what is watched, where one can go, how fresh it is, and how to hold it still.
import { expect, test } from "../fixtures/demo.ts";
import {
  clipboard,
  connection,
  expectLive,
  heading,
  navigation,
  openLive,
  waitingChanges,
} from "../fixtures/frame.ts";

test("says that it is a demo, and the one line that connects a broker", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openLive(page, "/");
  const banner = page.getByRole("complementary", { name: "Demo" });
  await expect(banner).toContainText("This is a demo");
  await expect(banner).toContainText("npm start -- --broker redis://localhost:6379/0");
  await banner.getByRole("button", { name: "Copy the command" }).click();
  await expect(banner.getByRole("status")).toHaveText("Copied");
  expect(await clipboard(page)).toBe("npm start -- --broker redis://localhost:6379/0");
});

test("leads to every page, and says which one this is", async ({ page }) => {
  await openLive(page, "/");
  for (const [name, path] of [
    ["Tasks", "/tasks"],
    ["Workers", "/workers"],
    ["Overview", "/"],
  ] as const) {
    await navigation(page).getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL(path);
    await expect(heading(page, name)).toBeVisible();
    await expect(navigation(page).locator("[aria-current=page]")).toHaveText(new RegExp(name));
    await expect(page).toHaveTitle(/Umbel/);
  }
});

test("tells how fresh it is and how much there is", async ({ page }) => {
  await openLive(page, "/");
  await expect(connection(page)).toContainText(/Live.* events\/s · lag \d+/);
  await expect(navigation(page).getByTitle(/^Tasks: [\d,.\u202f]+ tasks held$/)).toBeVisible();
  await expect(navigation(page).getByTitle(/^Workers: \d of 8 workers online$/)).toBeVisible();
});

// Next ends upgrades on paths it believes to be its own, and a page load must not take another page's socket with it.
test("reloads and other pages leave a living socket alone", async ({ page, context }) => {
  const closed: string[] = [];
  let sockets = 0;
  page.on("websocket", (socket) => {
    sockets += 1;
    socket.on("close", () => closed.push(socket.url()));
  });
  await openLive(page, "/tasks");
  await expect.poll(() => sockets).toBe(1);
  const other = await context.newPage();
  for (const path of ["/", "/tasks", "/workers", "/workers/celery%40web-1", "/tasks/no-such-task"]) {
    await openLive(other, path);
    await other.reload();
    await expectLive(other);
  }
  await other.close();
  const before = await connection(page).textContent();
  await expect(connection(page)).not.toHaveText(before ?? "");
  expect({ sockets, closed }).toEqual({ sockets: 1, closed: [] });
});

test("p holds the picture still, and lets it go on", async ({ page }) => {
  await openLive(page, "/tasks");
  const first = page.locator("[data-task]").first();
  await expect(first).toBeVisible();
  await page.keyboard.press("p");
  await expect(connection(page)).toHaveAttribute("data-connection", "paused");
  await expect(page.getByRole("button", { name: "Resume" })).toHaveAttribute("aria-pressed", "true");
  const held = await page.locator("[data-task]").evaluateAll((rows) => rows.map((row) => row.textContent));
  await expect.poll(() => waitingChanges(page), { timeout: 20_000 }).toBeGreaterThan(15);
  const later = await page.locator("[data-task]").evaluateAll((rows) => rows.map((row) => row.textContent));
  expect(later.map(stateAndName)).toEqual(held.map(stateAndName));
  const key = await first.getAttribute("data-task");
  await page.keyboard.press("p");
  await expectLive(page);
  await expect(first).not.toHaveAttribute("data-task", key ?? "");
});

/** Ages go on while the picture is held: a time that stood still would be a wrong time. */
function stateAndName(row: string | null): string {
  return /^[A-Za-z]+?[a-z_.]+[({]/.exec(row ?? "")?.[0] ?? row ?? "";
}
