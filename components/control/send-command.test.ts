import { describe, expect, it } from "vitest";
import { sendCommand } from "./send-command.ts";

const request = { args: { n: 1 }, destination: ["celery@a"], reason: "deploy" };
const answering = (status: number, body: string) => async () => new Response(body, { status });

describe("sendCommand", () => {
  it("posts destination, arguments and reason, and gives the outcome", async () => {
    const outcome = { ticket: "t", expected: 1, replies: [], missing: [], tookMs: 1 };
    let sent: unknown;
    const result = await sendCommand("/api/v1/commands/pool_grow", request, async (url, init) => {
      sent = [url, init.method, JSON.parse(String(init.body))];
      return Response.json(outcome);
    });
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
    const result = await sendCommand("/x", request, answering(400, JSON.stringify(body)));
    expect(result).toMatchObject({ ok: false, problem: { message: "No such rate." } });
  });

  it.each([
    ["a proxy's page", answering(502, "<html>bad gateway</html>"), "502"],
    ["a success that is no outcome", answering(200, "{}"), "200"],
    [
      "a lost connection",
      async () => {
        throw new TypeError("fetch failed");
      },
      "could not be reached",
    ],
  ])("never throws: %s", async (_, fetcher, words) => {
    const result = await sendCommand("/x", request, fetcher);
    expect(result.ok).toBe(false);
    expect(result.ok ? "" : result.problem.message).toContain(words);
  });
});
