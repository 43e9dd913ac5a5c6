import { afterEach, describe, expect, it, vi } from "vitest";
import { sendCommand } from "./send-command.ts";

const request = { args: { n: 1 }, destination: ["celery@a"], reason: "deploy" };
const answering = (status: number, body: string) => async () => new Response(body, { status });

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("sendCommand", () => {
  it("posts destination, arguments and reason, and gives the outcome", async () => {
    const outcome = { ticket: "t", expected: 1, replies: [], missing: [], tookMs: 1 };
    let sent: unknown;
    vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
      sent = [url, init.method, JSON.parse(String(init.body))];
      return Response.json(outcome);
    });
    const result = await sendCommand("pool_grow", request);
    expect(sent).toEqual([
      "/api/v1/commands/pool_grow",
      "POST",
      { destination: ["celery@a"], arguments: { n: 1 }, reason: "deploy" },
    ]);
    expect(result).toEqual({ ok: true, outcome });
  });

  it("gives the server's own words for a refusal", async () => {
    const body = {
      error: { code: "bad_request", message: "No such rate.", details: { rate_limit: "10/m" } },
    };
    vi.stubGlobal("fetch", answering(400, JSON.stringify(body)));
    expect(await sendCommand("rate_limit", request)).toMatchObject({
      ok: false,
      problem: { message: "No such rate.", details: { rate_limit: "10/m" } },
    });
  });

  it.each([
    ["a proxy's page", answering(502, "<html>bad gateway</html>"), "502"],
    ["a success that is no outcome", answering(200, "{}"), "could not be read"],
    ["an empty success", answering(200, ""), "could not be read"],
    [
      "a lost connection",
      async () => {
        throw new TypeError("fetch failed");
      },
      "did not answer",
    ],
  ])("never throws: %s", async (_, fetcher, words) => {
    vi.stubGlobal("fetch", fetcher);
    const result = await sendCommand("ping", request);
    expect(result.ok ? "" : result.problem.message).toContain(words);
  });
});
