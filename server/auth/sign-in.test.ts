// Guards signing in with a browser: the real next-auth behind the real front door, on any host and port.
import { encode } from "next-auth/jwt";
import { describe, expect, test } from "vitest";
import type { User } from "#lib/access/users.ts";
import { type Answer, basic, startTestServer, type TestServer } from "../http/test-server.test-helper.ts";
import { startNextAuthGuest } from "./next-auth-guest.test-helper.ts";
import { readSession, sessionClaims } from "./session-cookie.ts";
import { userMark, verifyUser } from "./verify-user.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const PAGE = { accept: "text/html", "user-agent": "Mozilla/5.0" };

/** A browser's cookie jar, as far as it matters here. */
function browserOf(server: TestServer, extra: Record<string, string> = {}) {
  const jar = new Map<string, string>();
  const ask = async (path: string, options: Parameters<TestServer["ask"]>[1] = {}): Promise<Answer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await server.ask(path, { ...options, headers: { ...extra, ...options.headers, cookie } });
    for (const line of [answer.headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  const post = async (path: string, fields: Record<string, string>) => {
    const { csrfToken } = JSON.parse((await ask("/api/auth/csrf")).text);
    const body = new URLSearchParams({ csrfToken, json: "true", ...fields }).toString();
    return ask(path, { method: "POST", headers: FORM, body });
  };
  return {
    jar,
    ask,
    signIn: (name: string, password: string, callbackUrl = "/tasks") =>
      post("/api/auth/callback/credentials", { name, password, callbackUrl }),
    signOut: () => post("/api/auth/signout", {}),
  };
}

const start = (parts: Parameters<typeof startTestServer>[1] = {}) =>
  startTestServer(["--basic-auth=ann:right,bob:b"], { next: startNextAuthGuest, ...parts });

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
    next: startNextAuthGuest,
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
  const server = await startTestServer([], { next: startNextAuthGuest });
  expect(await server.ask("/login", { headers: PAGE })).toMatchObject({
    status: 302,
    headers: { location: "/" },
  });
  expect((await server.ask("/tasks", { headers: PAGE })).status).toBe(200);
});

describe("a session ends with its seal, its time, its user, or the user's password", () => {
  const secret = "0123456789abcdef";
  const ann: User = { name: "ann", password: "right", role: "admin" };
  const token = (mark = userMark(ann, secret), maxAge = 60) =>
    encode({ token: { name: "ann", ...sessionClaims(ann, secret), mark }, secret, maxAge });
  const read = async (sealed: string, users: readonly User[] = [ann], key = secret) =>
    (await readSession(`a=b; umbel.session=${sealed}; c`, users, key))?.user.name ?? null;

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
