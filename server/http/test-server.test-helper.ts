// A whole server on a free port, without Next and with a fake engine, and requests to it with every header of choice.
import { request as httpRequest } from "node:http";
import { onTestFinished } from "vitest";
import { loadConfig } from "../config/config.ts";
import { createServer, type ServerParts } from "../create-server.ts";
import { SILENT } from "../log.ts";
import { createFakeEngine, type FakeEngine } from "./fake-engine.test-helper.ts";

export interface TestServer {
  readonly url: string;
  readonly engine: FakeEngine;
  /** `fetch` hides and forbids headers; this does neither. */
  ask(path: string, options?: AskOptions): Promise<Answer>;
  stop(): Promise<void>;
}
interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Of an error answer; undefined otherwise. */
  readonly code: string | undefined;
}

export async function startTestServer(
  argv: string[] = [],
  parts: Partial<ServerParts> = {},
): Promise<TestServer> {
  const loaded = loadConfig(["--port=0", "--demo", ...argv], {}, "1.2.3");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  const config = { ...loaded.config, address: "127.0.0.1" };
  const engine = createFakeEngine();
  const server = createServer({ config, engine, pages: null, log: SILENT, ...parts });
  const { url } = await server.start();
  onTestFinished(() => server.stop());
  engine.tick();
  return { url, engine, stop: () => server.stop(), ask: (path, options) => ask(url, path, options) };
}

export function basic(name: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` };
}

function ask(
  url: string,
  path: string,
  { method = "GET", headers = {}, body }: AskOptions = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, code: codeOf(text) }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

function codeOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { error?: { code?: string } }).error?.code;
  } catch {
    return undefined;
  }
}
