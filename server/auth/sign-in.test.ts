// Guards signing in with a browser: the real next-auth behind the real front door, on any host and port.
import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import type { User } from "#lib/access/users.ts";
import { startFakePages } from "../http/fake-pages.test-helper.ts";
import { basic, startTestServer, type TestServer } from "../http/test-server.test-helper.ts";
import { browserOf, CALLBACK, FORM, PAGE } from "./browser.test-helper.ts";
import { readSession, sessionClaims } from "./session-cookie.ts";
import { createSessions } from "./sessions.ts";
import { userMark, verifyUser } from "./verify-user.ts";

const start = (parts: Parameters<typeof startTestServer>[1] = {}) =>
  startTestServer(["--basic-auth=ann:right,bob:b"], { pages: startFakePages, ...parts });

test("a page leads to sign-in and back, the cookie opens pages, API and socket, signing out closes them", async () => {
  const browser = browserOf(await start());
  const away = await browser.ask("/tasks?states=FAILURE", { headers: PAGE });
  expect(away).toMatchObject({
    status: 302,
    headers: { location: "/login?next=%2Ftasks%3Fstates%3DFAILURE" },
  });
  expect((await browser.ask("/login", { headers: PAGE })).text).toBe("<p>page /login");

  const wrong = await browser.signIn("ann", "wrong");
  expect(wrong.status).toBe(401);
  expect(wrong.text).toContain("CredentialsSignin");
  expect((await browser.ask("/api/v1/me")).status).toBe(401);

  const right = await browser.signIn("ann", "right");
  expect(right.status).toBe(200);
  const cookie = [right.headers["set-cookie"] ?? []].flat().find((line) => line.startsWith("umbel.session="));
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
  expect((await browser.ask("/tasks", { headers: PAGE })).text).toBe("<p>page /tasks");
  expect(JSON.parse((await browser.ask("/api/v1/me")).text)).toMatchObject({
    name: "ann",
    role: "admin",
    authenticated: true,
    canSignOut: true,
  });
  expect((await browser.ask("/live/?EIO=4&transport=polling")).status).toBe(200);

  expect((await browser.signOut()).status).toBe(200);
  expect((await browser.ask("/api/v1/me")).status).toBe(401);
  expect((await browser.ask("/live/?EIO=4&transport=polling")).status).toBe(401);
});

test("a browser gets no password dialog over the sign-in page, a script gets its challenge", async () => {
  const server = await start();
  const fromPage = { "sec-fetch-mode": "cors", "sec-fetch-site": "same-origin" };
  expect((await server.ask("/api/v1/me", { headers: fromPage })).headers["www-authenticate"]).toBeUndefined();
  expect((await server.ask("/api/v1/me")).headers["www-authenticate"]).toContain("Basic");
  expect((await server.ask("/tasks", { headers: { ...PAGE, ...basic("ann", "right") } })).status).toBe(200);
});

test("behind a proxy that ends TLS, cookies are Secure and answers name the outer host", async () => {
  const server = await startTestServer(["--basic-auth=ann:right,bob:b", "--trusted-proxies=127.0.0.1"], {
    pages: startFakePages,
  });
  const browser = browserOf(server, {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "umbel.example",
  });
  const answer = await browser.signIn("bob", "b");
  expect(JSON.parse(answer.text).url).toBe("https://umbel.example/tasks");
  const cookies = [answer.headers["set-cookie"] ?? []].flat();
  expect(cookies.find((line) => line.startsWith("__Secure-umbel.session="))).toMatch(/; Secure/);
  expect(JSON.parse((await browser.ask("/api/v1/me")).text).name).toBe("bob");
});

test.each(["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])(
  "callbackUrl %s leads nowhere else",
  async (callbackUrl) => {
    const server = await start();
    const answer = await browserOf(server).signIn("ann", "right", callbackUrl);
    const location = JSON.parse(answer.text).url;
    if (location !== undefined) expect(new URL(location).origin).toBe(server.url);
    else expect(answer.status).toBeGreaterThanOrEqual(400);
  },
);

test("guessing on the page is limited together with Basic, and a right sign-in does not count", async () => {
  let now = Date.now();
  const server = await start({ clock: () => now });
  const browser = browserOf(server);
  for (let i = 0; i < 12; i++) expect((await browser.signIn("ann", "right")).status).toBe(200);
  for (let i = 0; i < 5; i++) expect((await browser.signIn("ann", `guess${i}`)).status).toBe(401);
  for (let i = 0; i < 5; i++) await server.ask("/api/v1/me", { headers: basic("ann", `guess${i}`) });
  const blocked = await browser.signIn("ann", "right");
  expect(blocked).toMatchObject({ status: 429, code: "too_many" });
  expect(JSON.parse(blocked.text).url).toBe(`${server.url}/login?error=TooManyAttempts`);
  expect((await browser.ask("/api/v1/me")).status).toBe(200);
  expect((await browser.signOut()).status).toBe(200);
  now += 60_000;
  expect((await browser.signIn("ann", "right")).status).toBe(200);
});

test("a hundred guesses at once are counted as well", async () => {
  const browser = browserOf(await start());
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, i) => browser.signIn("ann", `guess${i}`)),
  );
  expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(90);
});

test("without users there is nothing to sign in to", async () => {
  const server = await startTestServer([], { pages: startFakePages });
  expect(await server.ask("/login", { headers: PAGE })).toMatchObject({
    status: 302,
    headers: { location: "/" },
  });
  expect((await server.ask("/tasks", { headers: PAGE })).status).toBe(200);
});

describe("a session ends with its seal, its time, its user, or the user's password", () => {
  const secret = "0123456789abcdef";
  const ann: User = { name: "ann", password: "right", role: "admin" };
  const sessions = createSessions({ now: Date.now });
  const token = (mark = userMark(ann, secret), maxAge = 60) =>
    encode({ token: { name: "ann", ...sessionClaims(ann, secret), mark }, secret, maxAge });
  const read = async (sealed: string, users: readonly User[] = [ann], key = secret) =>
    (await readSession(`a=b; umbel.session=${sealed}; c`, { users, secret: key, sessions }))?.user.name ??
    null;

  test("A16: a cookie of the other kind that has ended does not hide one that holds", async () => {
    const [old, fresh] = [await token(), await token()];
    const header = `umbel.session=${old}; __Secure-umbel.session=${fresh}`;
    const deps = { users: [ann], secret, sessions };
    const first = await readSession(header, deps);
    await first?.session.end();
    const second = await readSession(header, deps);
    expect(second?.session.id).not.toBe(first?.session.id);
    await second?.session.end();
    expect(await readSession(header, deps)).toBeNull();
  });

  test("it is read while all hold", async () => {
    expect(await read(await token())).toBe("ann");
    expect(await read(await token(), [ann], "another-secret-of-16")).toBeNull();
    expect(await read(await token(undefined, -60))).toBeNull();
    // Sealed by a version whose sessions could not be ended.
    const { mark } = sessionClaims(ann, secret);
    expect(await read(await encode({ token: { name: "ann", mark }, secret }))).toBeNull();
    expect(await read(await token(), [])).toBeNull();
    expect(await read(await token(), [{ ...ann, password: "changed" }])).toBeNull();
    expect(await read(await token("forged"))).toBeNull();
    expect(await read(`${await token()}x`)).toBeNull();
  });
});

test("verifyUser tells names and passwords apart whatever their characters", () => {
  const users: User[] = [
    { name: "a", password: "b:c", role: "admin" },
    { name: "ä", password: "pässwörd", role: "admin" },
  ];
  expect(verifyUser(users, "a", "b:c")?.name).toBe("a");
  expect(verifyUser(users, "a:b", "c")).toBeNull();
  expect(verifyUser(users, "ä", "pässwörd")?.name).toBe("ä");
  expect(verifyUser([], "", "")).toBeNull();
});

describe("A13: every answer that begins no session is a failed attempt", () => {
  const guessOn = (server: TestServer) => {
    const browser = browserOf(server);
    return async (fields: Record<string, string>) => {
      const { csrfToken } = JSON.parse((await browser.ask("/api/auth/csrf")).text);
      const body = new URLSearchParams({ csrfToken, ...fields }).toString();
      return (await browser.ask(CALLBACK, { method: "POST", headers: FORM, body })).status;
    };
  };

  test.each([
    ["without json=true", {}],
    ["with json=true", { json: "true" }],
    ["with a wrong token", { csrfToken: "wrong" }],
  ])("A13: %s", async (_, fields) => {
    const server = await start();
    const guess = guessOn(server);
    const statuses: number[] = [];
    for (let i = 0; i < 13; i++) {
      statuses.push(await guess({ name: "ann", password: `guess${i}`, ...fields }));
    }
    expect(statuses.slice(0, 10)).not.toContain(429);
    expect(statuses.slice(10)).toEqual([429, 429, 429]);
  });

  test("A13: as JSON, and with the name twice, it is the name that is tried that counts", async () => {
    const server = await start();
    const twice = (i: number) => `name=somebody${i}&password=x&name=ann`;
    const json = (i: number) => JSON.stringify({ name: "ann", password: `guess${i}` });
    const post = (body: string, type: string) =>
      server.ask(CALLBACK, { method: "POST", headers: { "content-type": type }, body });
    for (let i = 0; i < 5; i++) await post(twice(i), FORM["content-type"]);
    for (let i = 0; i < 5; i++) await post(json(i), "application/json");
    expect((await post(json(11), "application/json")).status).toBe(429);
    expect((await post(twice(11), FORM["content-type"])).status).toBe(429);
  });

  test("A13: ten wrong guesses at one user lock out no other at the same address", async () => {
    const server = await start();
    const guess = guessOn(server);
    for (let i = 0; i < 30; i++) await guess({ name: "ann", password: `guess${i}` });
    const bob = browserOf(server);
    expect((await bob.signIn("bob", "b")).status).toBe(200);
    expect((await server.ask("/api/v1/me", { headers: basic("bob", "b") })).status).toBe(200);
    expect((await server.ask("/api/v1/me", { headers: basic("ann", "right") })).status).toBe(429);
  });

  test("A13: guessing at one user from everywhere does not lock them out where they signed in", async () => {
    const server = await startTestServer(["--basic-auth=ann:right,bob:b", "--trusted-proxies=127.0.0.1"]);
    const from = (address: string, password: string) =>
      server.ask("/api/v1/me", { headers: { ...basic("ann", password), "x-forwarded-for": address } });
    expect((await from("10.9.9.9", "right")).status).toBe(200);
    let admitted = 0;
    for (let i = 0; i < 300; i++)
      admitted += (await from(`10.0.${i % 60}.1`, `guess${i}`)).status === 401 ? 1 : 0;
    expect(admitted).toBe(100);
    expect((await from("10.9.9.9", "right")).status).toBe(200);
  });

  test("A13: the socket's handshake is one more door to the same limit", async () => {
    const server = await start();
    for (let i = 0; i < 10; i++) {
      const headers = basic("ann", `guess${i}`);
      expect((await server.ask("/live/?EIO=4&transport=polling", { headers })).status).toBe(401);
    }
    for (const path of ["/live/?EIO=4&transport=polling", "/api/tasks", "/tasks"]) {
      expect((await server.ask(path, { headers: basic("ann", "right") })).status).toBe(429);
    }
  });

  test("A13: what is not in use of next-auth is not there", async () => {
    const server = await start();
    expect((await server.ask("/api/auth/nothing")).status).toBe(404);
    expect(await server.ask("/api/auth/callback/credentials")).toMatchObject({
      status: 405,
      headers: { allow: "POST" },
    });
    expect((await server.ask("/api/auth/signin/credentials", { method: "POST" })).status).toBe(404);
  });
});
