// Guards that a session which has ended is over everywhere at once: pages, API, sockets, streams, and after a restart.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { io } from "socket.io-client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { ServerParts } from "../create-server.ts";
import { startFakePages } from "../http/fake-pages.test-helper.ts";
import { startTestServer, type TestServer } from "../http/test-server.test-helper.ts";
import { browserOf, FORM, PAGE } from "./browser.test-helper.ts";
import { SESSION_SECONDS } from "./session-cookie.ts";
import { createSessions } from "./sessions.ts";

describe("A16: a session that ended is over everywhere", () => {
  const polling = "/live/?EIO=4&transport=polling";

  async function signedIn(parts: Partial<ServerParts> = {}, argv: string[] = []) {
    const server = await startTestServer(["--basic-auth=ann:right,bob:b", ...argv], {
      pages: startFakePages,
      ...parts,
    });
    const browser = browserOf(server);
    await browser.signIn("ann", "right");
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    return { server, browser, cookie };
  }

  async function openAll(server: TestServer, cookie: string) {
    const stream = await fetch(`${server.url}/api/v1/events`, { headers: { cookie } });
    const ended = stream.text();
    const options = { path: "/live", reconnection: false, extraHeaders: { cookie } };
    const sockets = ["websocket", "polling"].map((transport) =>
      io(server.url, { ...options, transports: [transport], forceNew: true }),
    );
    onTestFinished(() => sockets.forEach((socket) => void socket.disconnect()));
    await Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.once("connect", () => resolve(null)))),
    );
    const gone = sockets.map((socket) => new Promise((resolve) => socket.once("disconnect", resolve)));
    return { ended, gone };
  }

  test("A16: signing out refuses its cookie, closes its sockets and streams, and leaves other sessions", async () => {
    const { server, browser, cookie } = await signedIn();
    const other = browserOf(server);
    await other.signIn("ann", "right");
    const { ended, gone } = await openAll(server, cookie);
    expect((await browser.signOut()).status).toBe(200);
    for (const path of ["/api/v1/me", "/api/tasks", polling]) {
      expect((await server.ask(path, { headers: { cookie } })).status).toBe(401);
    }
    expect((await server.ask("/tasks", { headers: { ...PAGE, cookie } })).status).toBe(302);
    expect(await ended).toContain("retry: 2000");
    await Promise.all(gone);
    expect((await other.ask("/api/v1/me")).status).toBe(200);
  });

  test("A16: a cookie that was renewed is of the same session, and one that ended is not renewed", async () => {
    const { server, browser, cookie } = await signedIn();
    const copy = browserOf(server);
    for (const [name, value] of browser.jar) copy.jar.set(name, value);
    const before = copy.jar.get("umbel.session");
    expect((await copy.ask("/api/auth/session")).text).toContain('"ann"');
    expect(copy.jar.get("umbel.session")).not.toBe(before);
    expect((await copy.ask("/api/v1/me")).status).toBe(200);
    await browser.signOut();
    expect((await copy.ask("/api/v1/me")).status).toBe(401);
    expect((await server.ask("/api/auth/session", { headers: { cookie } })).text).not.toContain("ann");
  });

  test("A16: who signed in over HTTP and over HTTPS signs out of both", async () => {
    const { server, browser, cookie } = await signedIn({}, ["--trusted-proxies=127.0.0.1"]);
    const secure = browserOf(server, { "x-forwarded-proto": "https" });
    for (const [name, value] of browser.jar) secure.jar.set(name, value);
    await secure.signIn("ann", "right");
    const copy = `__Secure-umbel.session=${secure.jar.get("__Secure-umbel.session")}`;
    const status = async (sent: string) =>
      (await server.ask("/api/v1/me", { headers: { cookie: sent } })).status;
    expect(await Promise.all([cookie, copy].map(status))).toEqual([200, 200]);
    await secure.signOut();
    expect(await Promise.all([cookie, copy].map(status))).toEqual([401, 401]);
  });

  test("A16: signing out without the token of the page ends nothing", async () => {
    const { server, cookie } = await signedIn();
    await server.ask("/api/auth/signout", {
      method: "POST",
      headers: { ...FORM, cookie },
      body: "csrfToken=x",
    });
    expect((await server.ask("/api/v1/me", { headers: { cookie } })).status).toBe(200);
  });

  test("A16: the clock ends sockets and streams too, and renewing does not put it off", async () => {
    const started = Date.now();
    let now = started;
    const { server, browser, cookie } = await signedIn({ clock: () => now });
    now = started + SESSION_SECONDS * 1000 - 60_000;
    await browser.ask("/api/auth/session");
    expect((await browser.ask("/api/v1/me")).status).toBe(200);
    // Long enough for all of them to be opened, whatever else the machine does.
    now = started + SESSION_SECONDS * 1000 - 3_000;
    const { ended, gone } = await openAll(server, cookie);
    await Promise.all([ended, ...gone]);
    now = started + SESSION_SECONDS * 1000 + 5_000;
    expect((await browser.ask("/api/v1/me")).status).toBe(401);
  });

  test("A16: with a secret of its own, a restart knows who has signed out, also on a full disk", async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "umbel-sessions-"));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const kept = [`--data-dir=${dir}`, "--secret=0123456789abcdef"];
    // There is something to throw away, and no way to do it: as on a disk that is full.
    writeFileSync(path.join(dir, "ended-sessions.jsonl"), '{"id":"old","expiresAt":1}\n');
    mkdirSync(path.join(dir, "ended-sessions.jsonl.new"));
    const { server, browser, cookie } = await signedIn({}, kept);
    const other = browserOf(server);
    await other.signIn("bob", "b");
    await browser.signOut();
    await server.stop();
    const again = await startTestServer(["--basic-auth=ann:right,bob:b", ...kept], {
      pages: startFakePages,
    });
    expect((await again.ask("/api/v1/me", { headers: { cookie } })).status).toBe(401);
    const bobs = `umbel.session=${other.jar.get("umbel.session")}`;
    expect((await again.ask("/api/v1/me", { headers: { cookie: bobs } })).status).toBe(200);
    await again.stop();
    const changed = await startTestServer(["--basic-auth=ann:right,bob:new", ...kept]);
    expect((await changed.ask("/api/v1/me", { headers: { cookie: bobs } })).status).toBe(401);
    const resealed = await startTestServer(["--basic-auth=bob:b", "--secret=another-secret-of-16"]);
    expect((await resealed.ask("/api/v1/me", { headers: { cookie: bobs } })).status).toBe(401);
  });

  test("A16: who begins to listen when it has just ended is told too, and only once", async () => {
    const sessions = createSessions({ now: () => 0 });
    const session = sessions.find({ id: "a", expiresAt: 1e6 });
    const early = vi.fn();
    session?.onEnd(early);
    session?.onEnd(early)();
    await session?.end();
    await new Promise<void>((told) => void session?.onEnd(told));
    await session?.end();
    expect(early).toHaveBeenCalledTimes(1);
  });

  test("A16: what is remembered of ended sessions is bounded, and what was forgotten stays ended", async () => {
    const sessions = createSessions({ now: () => 0, maxEnded: 3 });
    for (const at of [1, 2, 3, 4, 5]) await sessions.find({ id: `s${at}`, expiresAt: at })?.end();
    for (const at of [1, 2, 3, 4, 5]) expect(sessions.find({ id: `s${at}`, expiresAt: at })).toBeNull();
    expect(sessions.find({ id: "older", expiresAt: 2 })).toBeNull();
    expect(sessions.find({ id: "newer", expiresAt: 6 })).not.toBeNull();
  });
});
