// The management API where it is not as it should be: each is a sentence, and none holds up the rest.
import { createServer, type RequestListener } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { AmqpApi, parseApiUrl, usualApi } from "./api.ts";
import { parseAmqpUrl } from "./url.ts";

function target(url = "amqp://u:p%40ss@h/v%2Fh") {
  const read = parseAmqpUrl(url);
  if (!read.ok) throw new Error(read.detail);
  return read.value;
}

async function serve(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const base = parseApiUrl(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
  if (!base.ok) throw new Error(base.detail);
  const api = new AmqpApi(base.value, target());
  return () => api.queues(new AbortController().signal);
}

describe("AmqpApi", () => {
  it("asks as the broker's user for the broker's virtual host", async () => {
    const asked: string[] = [];
    const queues = await serve((request, response) => {
      asked.push(`${request.headers.authorization} ${request.url?.split("?")[0]}`);
      response.end(
        '{"items": [{"name": "mail", "messages_ready": 3}, {"no": "name"}, null], "page_count": 1}',
      );
    });
    expect(await queues()).toMatchObject([{ name: "mail", ready: 3, unacked: null, publishRate: 0 }]);
    expect(asked).toEqual([`Basic ${btoa("u:p@ss")} /api/queues/v%2Fh`]);
  });

  it.each([
    [401, "", /monitoring/],
    [500, "", /answered 500/],
    [200, "<html>", /not JSON/],
    [200, "[]", /not a list of queues/],
    [404, "", /not a list of queues/],
  ])("says what is wrong with %i %s", async (status, body, problem) => {
    const queues = await serve((_request, response) => response.writeHead(status).end(body));
    await expect(queues()).rejects.toThrow(problem);
  });

  it("gives up on one that is endless", async () => {
    const piece = Buffer.alloc(1024 * 1024, " ");
    const queues = await serve((_request, response) => {
      const more = () => response.write(piece, () => setImmediate(more));
      more();
    });
    await expect(queues()).rejects.toThrow(/too large/);
  });

  it("is looked for where RabbitMQ has it, and never without TLS when the broker has it", () => {
    expect(usualApi(target())?.base.href).toBe("http://h:15672/api/");
    expect(usualApi(target("amqps://h"))?.base.href).toBe("https://h:15671/api/");
    expect(usualApi(target("amqps://h?login_method=EXTERNAL"))).toBeNull();
  });

  it.each(["h:15672", "ftp://h"])("refuses %s", (url) => {
    expect(parseApiUrl(url).ok).toBe(false);
  });
});
