// A real worker on a real Redis, with Flower and Umbel beside each other, both there before the worker came.
import type { IncomingMessage, ServerResponse } from "node:http";
import { loadConfig } from "#server/config/config.ts";
import { createServer } from "#server/create-server.ts";
import { composeEngine } from "#server/engine/compose.ts";
import { SILENT } from "#server/log.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import { type RunningFlower, startFlower } from "../fixtures/flower.ts";
import type { Child } from "../fixtures/process.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { startRabbitMq } from "../fixtures/rabbitmq.ts";
import { startRedis } from "../fixtures/redis.ts";

export const WORKER = "w1@flower";

export interface Request {
  readonly method?: "GET" | "POST" | "HEAD" | "PUT" | "OPTIONS";
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  /** A body as it is, and its type. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly text: string;
  /** undefined when it is not JSON. */
  readonly json: unknown;
  /** What went wrong, however it is told. */
  readonly message: string;
}

export interface Setting extends Pair {
  readonly celery: CeleryApp;
  readonly worker: Child;
}
export interface SettingOptions {
  /** Umbel's own options, and Flower's. */
  readonly umbel?: readonly string[];
  readonly flower?: readonly string[];
  readonly flowerEnv?: Readonly<Record<string, string>>;
  /** The broker is a RabbitMQ; results are on the Redis all the same. */
  readonly rabbitMq?: boolean;
}

/** The two alone, without any worker. */
export interface Pair {
  readonly brokerUrl: string;
  readonly resultBackend: string;
  readonly flower: RunningFlower;
  readonly umbelUrl: string;
  stop(): Promise<void>;
}

export async function startPair(options: SettingOptions = {}): Promise<Pair> {
  const [redis, rabbit] = await Promise.all([startRedis(), options.rabbitMq ? startRabbitMq() : null]);
  const brokerUrl = rabbit?.url ?? redis.url;
  const settings = { resultBackend: redis.url, options: options.flower ?? [], env: options.flowerEnv ?? {} };
  const umbel = await startUmbelHere(brokerUrl, [`--result-backend=${redis.url}`, ...(options.umbel ?? [])]);
  const flower = await startFlower(brokerUrl, settings);
  return {
    ...{ brokerUrl, resultBackend: redis.url, flower, umbelUrl: umbel.url },
    async stop() {
      await Promise.all([umbel.stop(), flower.stop()]);
      await Promise.all([redis.stop(), rabbit?.stop()]);
    },
  };
}

export async function startSetting(options: SettingOptions = {}): Promise<Setting> {
  const pair = await startPair(options);
  const celery = await startCelery(PIP_PYTHON, pair.brokerUrl, { resultBackend: pair.resultBackend });
  const worker = await celery.worker(WORKER, ["-E", "-c", "2"]);
  return {
    ...{ ...pair, celery, worker },
    async stop() {
      await celery.stop();
      await pair.stop();
    },
  };
}

/** In place of its pages, which need a build: what is asked for is there. */
const PAGES = async () => ({
  handle: async (_request: IncomingMessage, response: ServerResponse) => void response.end("<html>"),
  upgrade: null,
  close: async () => undefined,
});

/** Umbel in this process. */
export async function startUmbelHere(
  broker: string,
  options: readonly string[],
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const argv = ["--port=0", `--broker=${broker}`, ...options];
  const loaded = loadConfig(argv, {}, "1.2.3");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  const { maxTasks, maxWorkers, enableEvents, inspectTimeoutMs } = loaded.config;
  const engine = await composeEngine({
    ...{ name: "celery", brokerUrl: broker, demo: null, version: "1.2.3" },
    ...{ maxTasks, maxWorkers, enableEvents, inspectTimeoutMs },
  });
  const config = { ...loaded.config, data: null };
  const server = createServer({ config, engine, pages: PAGES, log: SILENT });
  const { url } = await server.start();
  return { url: url.replace("localhost", "127.0.0.1"), stop: () => server.stop() };
}

export async function ask(base: string, { method, path, form, body, headers }: Request): Promise<Answer> {
  const sent = form === undefined ? body : new URLSearchParams(form).toString();
  const type = form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
  const response = await fetch(base + path, {
    method: method ?? "GET",
    redirect: "manual",
    headers: { ...type, ...headers },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  const json = jsonOf(text);
  const told = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    type: told,
    headers: response.headers,
    text,
    json,
    message: messageOf(json, text),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(json: unknown, text: string): string {
  if (typeof json !== "object" || json === null || !("error" in json)) return json === undefined ? text : "";
  const { error } = json;
  if (typeof error === "string") return error;
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : "";
}
