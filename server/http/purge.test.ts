// Guards the route that empties a queue: what it asks of the engine, who may, and what is refused.
import { describe, expect, it } from "vitest";
import { basic, startTestServer } from "./test-server.test-helper.ts";

const JSON_TYPE = { "content-type": "application/json" };
const post = { method: "POST", headers: JSON_TYPE, body: "{}" };

describe("POST /api/v1/queues/{name}/purge", () => {
  it("empties the queue of that name, however it is spelled, and says how many went", async () => {
    const { ask, engine } = await startTestServer();
    const answer = await ask("/api/v1/queues/high%2Fprio%20%C3%BC/purge", post);
    expect(answer).toMatchObject({ status: 200 });
    expect(JSON.parse(answer.text)).toEqual({ queue: "high/prio ü", removed: 2 });
    expect(engine.acts).toEqual([["purge", { queue: "high/prio ü" }]]);
  });

  it("is written to the audit log with its reason", async () => {
    const { ask } = await startTestServer(["--basic-auth=ada:lovelace"]);
    const headers = { ...JSON_TYPE, ...basic("ada", "lovelace") };
    await ask("/api/v1/queues/mail/purge", { ...post, headers, body: '{"reason":"stale"}' });
    const { text } = await ask("/api/v1/audit", { headers });
    expect(JSON.parse(text).entries).toMatchObject([
      { phase: "finished", command: "purge", args: { queue: "mail" }, actor: "ada", reason: "stale" },
      { phase: "requested", command: "purge" },
    ]);
  });

  it("refuses what is not a queue's name, and a body it does not know", async () => {
    const { ask, engine } = await startTestServer();
    expect(await ask(`/api/v1/queues/${"q".repeat(300)}/purge`, post)).toMatchObject({ status: 400 });
    expect(await ask("/api/v1/queues/a%00b/purge", post)).toMatchObject({ status: 400 });
    expect(await ask("/api/v1/queues/mail/purge", { ...post, body: '{"sure":true}' })).toMatchObject({
      status: 400,
    });
    expect(engine.acts).toEqual([]);
  });
});
