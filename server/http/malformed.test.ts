// Guards that requests which are none, or nearly, are refused in words by every room, and never a failure.
import { describe, expect, test } from "vitest";
import { startFakePages } from "./fake-pages.test-helper.ts";
import { DOORS, FORM, say, statusOf, USERS } from "./knock.test-helper.ts";
import { startTestServer } from "./test-server.test-helper.ts";

describe("A18: what is malformed is never a 500", () => {
  const OTHERS = [
    "%E0%A4%A",
    "%",
    "%zz",
    "x%00y",
    "%2e%2e%2f",
    "..%5c",
    "a//b",
    "[",
    "\\",
    "//",
    "%ED%A0%80",
    ";x=1",
    "~",
  ];

  async function everyRoom(bytes: (door: string) => string | Buffer) {
    const found: string[] = [];
    for (const argv of [[], USERS]) {
      const server = await startTestServer(argv, { pages: startFakePages });
      for (const door of DOORS) {
        const answer = await say(server, bytes(door));
        const status = statusOf(answer);
        if (status >= 500 || status === 0) found.push(`${door}: ${answer.slice(0, 200)}`);
      }
      expect((await server.ask("/healthcheck")).status).toBe(200);
    }
    return found;
  }
  const plainly = (line: string) => `${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`;

  test.each(OTHERS)("A18: %s in a path", async (odd) => {
    const at = (door: string) => `${door.split("?", 1).join("").replace(/\/$/, "")}/${odd}`;
    expect(await everyRoom((door) => plainly(`GET ${at(door)} HTTP/1.1`))).toEqual([]);
  });

  test.each([
    ["OPTIONS * HTTP/1.1", 400],
    ["GET * HTTP/1.1", 400],
    ["GET %E0%A4%A HTTP/1.1", 400],
    ["GET /%E0%A4%A HTTP/1.1", 400],
    ["GET /tasks/%E0%A4%A HTTP/1.1", 400],
    ["GET http:// HTTP/1.1", 400],
    ["GET http://user@localhost/ HTTP/1.1", 400],
    ["GET ftp://localhost/ HTTP/1.1", 400],
    ["GET tasks HTTP/1.1", 400],
    ["GET //tasks HTTP/1.1", 400],
    ["GET /\\tasks HTTP/1.1", 400],
    ["GET http://localhost?json=1 HTTP/1.1", 200],
    ["GET http://localhost/healthcheck HTTP/1.1", 200],
  ])("A18: %s is %i", async (line, status) => {
    expect(statusOf(await say(await startTestServer(), plainly(line)))).toBe(status);
  });

  test.each([
    ["application/json", "{"],
    ["application/json", "[1]"],
    ["application/json", "null"],
    ["application/json", '{"name":{"a":1},"password":[]}'],
    ["application/json; charset=utf-16", "\0{\0}"],
    ["multipart/form-data", "--x"],
    ["text/plain", "x"],
    ["", "x"],
    [FORM, "%E0%A4%A=%&&&==;"],
    [FORM, "\0\xff"],
    [FORM, "__proto__=1&constructor=2&csrfToken=3"],
    [FORM, ""],
  ])("A18: a sign-in of %s %j", async (type, body) => {
    const server = await startTestServer(USERS, { pages: startFakePages });
    for (const path of [
      "callback/credentials",
      "signout",
      "signin",
      "session",
      "_log",
      "nothing",
      "callback/x",
    ]) {
      const answer = await server.ask(`/api/auth/${path}`, {
        method: "POST",
        headers: { "content-type": type },
        body,
      });
      expect(answer.status, path).toBeLessThan(500);
      expect(answer.status, path).toBeGreaterThanOrEqual(200);
    }
  });

  test.each([
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: \r\n\r\n",
    "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
    "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "GET /\xe9\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "PROPFIND /tasks HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "TRACE /api/v1/tasks HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "NONSENSE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1e9\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: umbel.session=%E0%A4%A; =; ;\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic ////\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\nX: y\r\n z\r\n\r\n",
    `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"a".repeat(20_000)}\r\n\r\n`,
  ])("A18: %j", async (bytes) => {
    for (const argv of [[], USERS]) {
      const server = await startTestServer(argv, { pages: startFakePages });
      const status = statusOf(await say(server, Buffer.from(bytes, "latin1")));
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
    }
  });

  test.each(["x", "%7C", "http://[", "javascript:1", "//"])(
    "A18: %s where next-auth expects a URL fails nothing",
    async (odd) => {
      const server = await startTestServer(USERS, { pages: startFakePages });
      for (const route of ["session", "csrf", "signin", "signout", "error?error=CredentialsSignin"]) {
        const at = `/api/auth/${route}${route.includes("?") ? "&" : "?"}callbackUrl=${encodeURIComponent(odd)}`;
        const cookie = `umbel.callback-url=${odd}; umbel.csrf=${odd}; umbel.session.0=${odd}`;
        const answer = await server.ask(at, { headers: { cookie } });
        expect(answer.status, route).toBeLessThan(400);
        if (route.startsWith("error"))
          expect(answer.headers.location).toMatch(/\/signin\?error=CredentialsSignin$/);
      }
      for (const route of ["callback/credentials", "signout"]) {
        const body = new URLSearchParams({ callbackUrl: odd, name: "ann", password: "x" }).toString();
        const post = { method: "POST", headers: { "content-type": FORM }, body };
        expect((await server.ask(`/api/auth/${route}`, post)).status, route).toBeLessThan(500);
      }
    },
  );

  test("A18: a host that is none is a 400 in every room", async () => {
    const server = await startTestServer([...USERS, "--xheaders"], { pages: startFakePages });
    const hosts = ["a[b", "[::1", "a b", "@", "a@b", "%", "a:b", "a:99999", "<x>", ":", "a/b", "\\", "\xff"];
    const status = async (door: string, extra: string) =>
      statusOf(await say(server, Buffer.from(`GET ${door} HTTP/1.1\r\n${extra}\r\n\r\n`, "latin1")));
    for (const host of hosts) {
      for (const door of DOORS) {
        expect(await status(door, `Host: ${host}`), `${door} ${host}`).toBe(400);
        const forwarded = `Host: localhost\r\nX-Forwarded-Host: ${host}`;
        expect(await status(door, forwarded), `${door} ${host}`).toBe(400);
      }
    }
    for (const host of ["", "localhost", "a_b:1", "[::1]:5555", "umbel.example."]) {
      expect(await status("/api/auth/session", `Host: ${host}`), host).toBe(200);
    }
  });

  test("A18: pages are only read", async () => {
    const server = await startTestServer([], { pages: startFakePages });
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]) {
      const answer = await server.ask("/tasks", { method });
      expect(answer, method).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } });
    }
    expect((await server.ask("/tasks", { method: "HEAD" })).status).toBe(200);
  });

  test("A18: a thousand mutilated requests leave a server that answers", async () => {
    const server = await startTestServer(USERS, { pages: startFakePages });
    let seed = 42;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const whole = (door: string) =>
      Buffer.from(
        `POST ${door} HTTP/1.1\r\nHost: localhost\r\nCookie: umbel.session=a.b.c\r\nContent-Type: application/json\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{"a":"b"}`,
      );
    const mutilated = () => {
      const bytes = whole(DOORS[random(DOORS.length)] ?? "/");
      for (let hits = 1 + random(4); hits > 0; hits--) bytes[random(bytes.length)] = random(256);
      // A body that is cut would be waited for.
      return Buffer.concat([bytes, Buffer.from("\r\n\r\n".repeat(40))]);
    };
    const broken: string[] = [];
    for (let round = 0; round < 20; round++) {
      const requests = Array.from({ length: 50 }, mutilated);
      const answers = await Promise.all(
        requests.map((bytes) =>
          Promise.race([say(server, bytes), server.ask("/healthcheck").then(() => "")]),
        ),
      );
      for (const [at, answer] of answers.entries()) {
        if (statusOf(answer) >= 500) broken.push(`${requests[at]?.toString("latin1")} → ${answer}`);
      }
    }
    expect(broken).toEqual([]);
    expect((await server.ask("/healthcheck")).status).toBe(200);
  }, 30_000);
});
