// Signing in: on the page with a session, in scripts with a header; and what neither lets through.
import type { Page } from "@playwright/test";
import { readAudit } from "../fixtures/audit.ts";
import { connection, expectLive, heading, toasts } from "../fixtures/frame.ts";
import { expect, test } from "../fixtures/page.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";
import { upgradeStatus } from "../fixtures/upgrade.ts";

const USERS = "ann:correct horse,bob:p%2Cass:word";
let umbel: RunningUmbel;
test.beforeAll(async () => {
  umbel = await startUmbel(["--demo", "--address", "127.0.0.1", "--basic-auth", USERS]);
});
test.afterAll(() => umbel.stop());

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

function basic(name: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` };
}

/** A refused password is a 401, and browsers log those. */
function allowRefusals(): void {
  test.info().annotations.push({ type: "allow-console", description: "Failed to load resource" });
}

test("a page asks to sign in, a wrong password is said, the right one leads on", async ({
  page,
  context,
}) => {
  allowRefusals();
  await page.goto(`${umbel.url}/tasks?states=FAILURE`);
  await expect(page).toHaveURL(`${umbel.url}/login?next=${encodeURIComponent("/tasks?states=FAILURE")}`);
  await expect(heading(page, "Sign in to Umbel")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name" })).toBeFocused();
  await signIn(page, "ann", "wrong");
  await expect(page.getByRole("alert").filter({ hasText: "Wrong name or password." })).toBeVisible();
  await page.getByLabel("Password").fill("correct horse");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${umbel.url}/tasks?states=FAILURE`);
  await expectLive(page);
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name === "umbel.session");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", secure: false });
  expect(cookies.every(({ httpOnly }) => httpOnly)).toBe(true);
});

test("the name is in the frame and in the audit log; signing out ends it", async ({ page }) => {
  // What the page asks for in the moment between signing out and leaving is refused.
  allowRefusals();
  await page.goto(`${umbel.url}/login?next=%2Fworkers%2Fcelery%2540web-1`);
  await signIn(page, "bob", "p,ass:word");
  await expect(page).toHaveURL(`${umbel.url}/workers/celery%40web-1`);
  await page.getByRole("button", { name: "Ping" }).click();
  await expect(toasts(page).filter({ hasText: "Answered" })).toContainText("celery@web-1: pong");
  expect(readAudit(umbel).at(-1)).toMatchObject({ command: "ping", actor: "bob", phase: "finished" });
  await page.getByRole("button", { name: "bob" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${umbel.url}/login`);
  await page.goto(`${umbel.url}/workers`);
  await expect(page).toHaveURL(`${umbel.url}/login?next=%2Fworkers`);
});

test("A16: signing out in one tab leads every other tab to sign-in", async ({ page, context }) => {
  allowRefusals();
  test.info().annotations.push({ type: "allow-console", description: "WebSocket connection to" });
  await page.goto(`${umbel.url}/login`);
  await signIn(page, "ann", "correct horse");
  await expectLive(page);
  const other = await context.newPage();
  await other.goto(`${umbel.url}/workers?q=media`);
  await expectLive(other);
  await page.getByRole("button", { name: "ann" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${umbel.url}/login`);
  await expect(other).toHaveURL(`${umbel.url}/login?next=${encodeURIComponent("/workers?q=media")}`);
});

test("A15: a page whose own name was rebound to this machine reads and does nothing", async ({ request }) => {
  const own = await startUmbel(["--demo", "--address", "127.0.0.1"]);
  try {
    const headers = { host: "rebound.example" };
    for (const path of [
      "/",
      "/tasks",
      "/login",
      "/api/v1/tasks",
      "/api/tasks",
      "/metrics",
      "/api/auth/csrf",
    ]) {
      const answer = await request.get(own.url + path, { headers });
      expect(answer.status(), path).toBe(421);
      expect(await answer.text()).toContain("--allowed-hosts rebound.example");
    }
    expect(await upgradeStatus(`${own.url}/live/?EIO=4&transport=websocket`, headers)).toBe(421);
  } finally {
    await own.stop();
  }
});

test("A18: what is malformed is no failure of the pages", async ({ request }) => {
  const form = { "content-type": "application/json" };
  for (const path of [
    "/%E0%A4%A",
    "/tasks/%E0%A4%A",
    "/workers/%ff",
    "/login/%E0%A4%A",
    "/_next/static/%E0%A4%A",
  ]) {
    expect((await request.get(umbel.url + path, { maxRedirects: 0 })).status(), path).toBe(400);
  }
  const sign = await request.post(`${umbel.url}/api/auth/callback/credentials`, { headers: form, data: "{" });
  expect(sign.status()).toBe(400);
});

test("an open page whose session ended while it was offline leads to sign-in, and back", async ({
  page,
  context,
}) => {
  allowRefusals();
  test.info().annotations.push({ type: "allow-console", description: "WebSocket connection to" });
  await page.goto(`${umbel.url}/login?next=%2Fworkers%3Fq%3Dmedia`);
  await signIn(page, "ann", "correct horse");
  await expectLive(page);
  await context.setOffline(true);
  await expect(connection(page)).toHaveAttribute("data-connection", "stale", { timeout: 60_000 });
  await expect(connection(page)).toContainText(/Stale since \d\d:\d\d:\d\d/);
  await context.clearCookies();
  await context.setOffline(false);
  await expect(page).toHaveURL(`${umbel.url}/login?next=${encodeURIComponent("/workers?q=media")}`, {
    timeout: 30_000,
  });
  await signIn(page, "ann", "correct horse");
  await expect(page).toHaveURL(`${umbel.url}/workers?q=media`);
});

test("a page that was offline for a while comes back live by itself", async ({ page, context }) => {
  test.info().annotations.push({ type: "allow-console", description: "ERR_INTERNET_DISCONNECTED" });
  await page.goto(`${umbel.url}/login`);
  await signIn(page, "ann", "correct horse");
  await expectLive(page);
  await context.setOffline(true);
  await expect(connection(page)).toHaveAttribute("data-connection", "stale", { timeout: 60_000 });
  await context.setOffline(false);
  await expectLive(page);
});

for (const next of [
  "//evil.example/x",
  "https://evil.example/",
  "/\\evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
]) {
  test(`sign-in does not lead to ${JSON.stringify(next)}`, async ({ page }) => {
    await page.goto(`${umbel.url}/login?next=${encodeURIComponent(next)}`);
    await signIn(page, "ann", "correct horse");
    await expect(page).toHaveURL(`${umbel.url}/`);
    await expectLive(page);
  });
}

test("without a session nothing answers but the way in", async ({ request }) => {
  for (const path of ["/api/v1/tasks", "/api/v1/audit", "/api/v1/nope", "/live/?EIO=4&transport=polling"]) {
    const answer = await request.get(umbel.url + path);
    expect(answer.status(), path).toBe(401);
    expect(await answer.json(), path).toMatchObject({ error: { code: "unauthorized" } });
  }
  expect(await upgradeStatus(`${umbel.url}/live/?EIO=4&transport=websocket`)).toBe(401);
  const command = await request.post(`${umbel.url}/api/v1/commands/ping`, { data: { destination: null } });
  expect(command.status()).toBe(401);
  expect((await request.get(`${umbel.url}/healthcheck`)).status()).toBe(200);
});

test("scripts send the header", async ({ request }) => {
  const headers = basic("bob", "p,ass:word");
  const me = await request.get(`${umbel.url}/api/v1/me`, { headers });
  expect(await me.json()).toMatchObject({ name: "bob", authenticated: true, canSignOut: false });
  expect((await request.get(`${umbel.url}/api/v1/tasks`, { headers })).status()).toBe(200);
  expect(await upgradeStatus(`${umbel.url}/live/?EIO=4&transport=websocket`, headers)).toBe(101);
  const wrong = await request.get(`${umbel.url}/api/v1/me`, { headers: basic("bob", "no") });
  expect(wrong.status()).toBe(401);
  expect(wrong.headers()["www-authenticate"]).toMatch(/^Basic realm="Umbel"/);
});

test("too many wrong passwords are refused in words, the right one too", async ({ page, request }) => {
  allowRefusals();
  const own = await startUmbel(["--demo", "--address", "127.0.0.1", "--basic-auth", USERS]);
  try {
    const statuses: number[] = [];
    for (let guess = 0; guess < 11; guess += 1) {
      const answer = await request.get(`${own.url}/api/v1/me`, { headers: basic("ann", `guess ${guess}`) });
      statuses.push(answer.status());
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    await page.goto(`${own.url}/login`);
    await signIn(page, "ann", "correct horse");
    await expect(page.getByRole("alert").filter({ hasText: "Too many failed sign-ins" })).toBeVisible();
    await expect(page).toHaveURL(`${own.url}/login`);
  } finally {
    await own.stop();
  }
});
