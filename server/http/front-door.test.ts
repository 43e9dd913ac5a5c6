// Guards the front door against whoever knocks: how large bodies are, by which names it is reached, whom it believes.
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { startFakePages } from "./fake-pages.test-helper.ts";
import { DOORS, FORM, say, statusOf, USERS } from "./knock.test-helper.ts";
import { basic, startTestServer, type TestServer } from "./test-server.test-helper.ts";

describe("A14: no body is larger than the limit, whatever it is for", () => {
  const head = (method: string, path: string, extra: string) =>
    `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${FORM}\r\n${extra}\r\n\r\n`;

  test.each(DOORS)("A14: %s refuses a length that is too large before the body comes", async (path) => {
    const server = await startTestServer([], { pages: startFakePages });
    for (const method of ["POST", "PUT", "GET", "OPTIONS"]) {
      const answer = await say(server, head(method, path, "Content-Length: 400000000"));
      expect(statusOf(answer), method).toBe(413);
      expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    }
  });

  test.each(DOORS)("A14: %s refuses a body without a length when it grows too large", async (path) => {
    const server = await startTestServer([], { pages: startFakePages });
    const chunk = Buffer.from(`10000\r\n${"a".repeat(0x10000)}\r\n`);
    const chunks = Array.from({ length: 17 }, () => chunk);
    const answer = await say(server, head("POST", path, "Transfer-Encoding: chunked"), ...chunks);
    expect(statusOf(answer)).toBe(413);
  });

  test("A14: the sign-in takes 16 KB, people who are let in 1 MB, also in pieces", async () => {
    const server = await startTestServer(USERS, { pages: startFakePages });
    const sign = (length: number) =>
      server.ask("/api/auth/callback/credentials", {
        method: "POST",
        headers: { "content-type": FORM },
        body: `name=ann&password=${"x".repeat(length)}`,
      });
    expect((await sign(15_000)).status).toBe(302);
    expect(await sign(17_000)).toMatchObject({ status: 413, code: "too_large" });
    const command = (extra: Record<string, string>) =>
      server.ask("/api/v1/commands/ping", {
        method: "POST",
        headers: { ...basic("ann", "right"), "content-type": "application/json", ...extra },
        body: JSON.stringify({ reason: "x".repeat(500) }),
      });
    expect((await command({})).status).toBe(200);
    expect((await command({ "transfer-encoding": "chunked" })).status).toBe(200);
  });

  test.each([
    ["a head", "GET / HTTP/1.1\r\nHost: loc"],
    ["a body", `${head("POST", "/api/auth/callback/credentials", "Content-Length: 100")}name=`],
    ["a body in pieces", `${head("POST", "/api/v1/commands/ping", "Transfer-Encoding: chunked")}1\r\n{\r\n`],
  ])("A14: %s that does not come to its end is given up", async (_, bytes) => {
    const timeLimits = { requestTimeout: 200, headersTimeout: 100, connectionsCheckingInterval: 50 };
    const server = await startTestServer([], { pages: startFakePages, timeLimits });
    const answer = await say(server, bytes);
    expect(statusOf(answer)).toBe(408);
    expect(answer).toContain("did not arrive in time");
  });

  test.each(["/api/v1/commands/ping", "//", "/%zz"])(
    "A14: who is turned away at %s cannot go on",
    async (path) => {
      const server = await startTestServer(USERS);
      const { hostname, port } = new URL(server.url);
      const socket = connect(Number(port), hostname);
      socket.on("error", () => undefined).resume();
      socket.write(head("POST", path, "Transfer-Encoding: chunked"));
      const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
      let sent = 0;
      const more = () => {
        while (!socket.destroyed && sent < 2_000) {
          sent += 1;
          if (!socket.write(chunk)) return void socket.once("drain", more);
        }
      };
      more();
      await new Promise((resolve) => socket.once("close", resolve));
      expect(sent).toBeLessThan(2_000);
    },
  );
});

describe("A15: a host that is not ours is refused", () => {
  const ask = (server: TestServer, path: string, host: string, extra: Record<string, string> = {}) =>
    server.ask(path, { headers: { host, ...extra } });

  test("A15: without users, in every room but the probes", async () => {
    const server = await startTestServer([], { pages: startFakePages });
    for (const path of DOORS) {
      const answer = await ask(server, path, "rebound.example:5555");
      if (path === "/healthcheck") expect(answer.status).toBe(200);
      else {
        expect(answer, path).toMatchObject({ status: 421, code: "misdirected" });
        expect(answer.text).toContain("--allowed-hosts rebound.example");
      }
    }
  });

  test("A15: nothing is done, and a header that the page may set does not help", async () => {
    const server = await startTestServer();
    const headers = {
      host: "rebound.example",
      origin: "http://rebound.example",
      "sec-fetch-site": "same-origin",
      "x-forwarded-host": "localhost",
      "content-type": "application/json",
    };
    const answer = await server.ask("/api/v1/commands/ping", { method: "POST", headers, body: "{}" });
    expect(answer.status).toBe(421);
    expect(server.engine.sent).toEqual([]);
  });

  test("A15: the socket's upgrade as well, and an absolute URL counts before the header", async () => {
    const server = await startTestServer();
    const upgrade = (target: string, host: string) =>
      say(
        server,
        `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n`,
      );
    const socket = "/live/?EIO=4&transport=websocket";
    expect(statusOf(await upgrade(socket, "rebound.example"))).toBe(421);
    expect(statusOf(await upgrade(socket, "localhost:1"))).toBe(101);
    const absolute = (host: string) =>
      say(server, `GET http://${host}/api/v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect(statusOf(await absolute("rebound.example"))).toBe(421);
    expect(statusOf(await absolute("127.0.0.1"))).toBe(200);
  });

  test.each([
    "localhost",
    "localhost:5555",
    "LOCALHOST.",
    "umbel.localhost",
    "127.0.0.1:1",
    "10.1.2.3",
    "[::1]:5555",
  ])("A15: %s is ours", async (host) => {
    expect((await ask(await startTestServer(), "/api/v1/me", host)).status).toBe(200);
  });

  test("A15: names can be added, and are enforced with users too", async () => {
    const list = "--allowed-hosts=umbel.example,*.corp.example";
    for (const users of [[], USERS]) {
      const server = await startTestServer([...users, list]);
      const status = async (host: string) =>
        (await ask(server, "/api/v1/me", host, basic("ann", "right"))).status;
      expect(await status("umbel.example")).toBe(200);
      expect(await status("UMBEL.example:443")).toBe(200);
      expect(await status("a.b.corp.example")).toBe(200);
      for (const host of ["corp.example", "x.umbel.example", "evilcorp.example", "umbel.example.evil"]) {
        expect(await status(host), host).toBe(421);
      }
    }
    const open = await startTestServer(USERS);
    expect((await ask(open, "/api/v1/me", "any.example", basic("ann", "right"))).status).toBe(200);
  });

  test("A15: behind a listed proxy the host that the browser asked for counts as well", async () => {
    const server = await startTestServer(["--trusted-proxies=127.0.0.1", "--allowed-hosts=umbel.example"]);
    const status = async (host: string, forwarded: string) =>
      (await ask(server, "/api/v1/me", host, { "x-forwarded-host": forwarded })).status;
    expect(await status("127.0.0.1:5555", "umbel.example")).toBe(200);
    expect(await status("umbel.example", "umbel.example")).toBe(200);
    expect(await status("127.0.0.1:5555", "rebound.example")).toBe(421);
  });

  test("A15: a page whose browser sits where a listed proxy does cannot make up the forwarded name", async () => {
    const server = await startTestServer(["--xheaders"]);
    for (const forwarded of ["localhost", "127.0.0.1:5555", "localhost, rebound.example"]) {
      const answer = await ask(server, "/api/v1/me", "rebound.example:5555", {
        "x-forwarded-host": forwarded,
        "x-forwarded-for": "10.1.2.3",
      });
      expect(answer, forwarded).toMatchObject({ status: 421, code: "misdirected" });
      expect(answer.text).toContain("--allowed-hosts rebound.example");
    }
  });
});

describe("A13: X-Forwarded-For is believed of listed proxies only", () => {
  const actorSource = async (argv: string[], headers: Record<string, string>) => {
    const server = await startTestServer(argv);
    const command = {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: "{}",
    };
    await server.ask("/api/v1/commands/ping", command);
    return JSON.parse((await server.ask("/api/v1/audit")).text).entries[0].source;
  };
  test.each([
    [[], { "x-forwarded-for": "9.9.9.9" }, "127.0.0.1"],
    [[], { "x-real-ip": "9.9.9.9" }, "127.0.0.1"],
    [["--xheaders"], { "x-forwarded-for": "9.9.9.9" }, "9.9.9.9"],
    [["--xheaders"], { "x-real-ip": "9.9.9.9" }, "9.9.9.9"],
    [["--trusted-proxies=10.0.0.0/8"], { "x-forwarded-for": "9.9.9.9" }, "127.0.0.1"],
    [["--trusted-proxies=127.0.0.1"], { "x-forwarded-for": "made-up, 9.9.9.9" }, "9.9.9.9"],
    [
      ["--trusted-proxies=127.0.0.1,10.0.0.0/8"],
      { "x-forwarded-for": "8.8.8.8, 9.9.9.9, 10.0.0.7" },
      "9.9.9.9",
    ],
    [["--trusted-proxies=127.0.0.1"], { "x-forwarded-for": "9.9.9.9, nonsense" }, "127.0.0.1"],
    [["--trusted-proxies=127.0.0.1"], { "x-forwarded-for": "::ffff:9.9.9.9" }, "9.9.9.9"],
    [["--trusted-proxies=127.0.0.1"], { "x-forwarded-for": "2001:db8::7" }, "2001:db8::7"],
    [["--trusted-proxies=127.0.0.1"], { "x-forwarded-for": "9.9.9.9:4711" }, "9.9.9.9"],
    [["--trusted-proxies=127.0.0.1"], { "x-forwarded-for": "[2001:db8::7]:4711" }, "2001:db8::7"],
  ] as const)("A13: with %j, %j comes from %s", async (argv, headers, source) => {
    expect(await actorSource([...argv], headers)).toBe(source);
  });

  test("A13: nobody who is not listed makes cookies Secure", async () => {
    const server = await startTestServer(USERS, { pages: startFakePages });
    const csrf = await server.ask("/api/auth/csrf", { headers: { "x-forwarded-proto": "https" } });
    expect(String(csrf.headers["set-cookie"])).not.toContain("Secure");
  });
});
