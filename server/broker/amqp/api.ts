// RabbitMQ's management API, as far as Umbel asks it: the queues of one virtual host, and who is bound to the exchange
// of delayed delivery. Read only, bounded in time and size; its password never appears in an error.
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { ConnectionOptions } from "node:tls";
import { unquote } from "#lib/kombu/unquote.ts";
import { maskText } from "#lib/mask.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import { readTlsOptions } from "./connect.ts";
import { errorText } from "./problems.ts";
import type { AmqpTarget } from "./url.ts";

const TIMEOUT_MS = 5_000;
const MAX_BODY = 16 * 1024 * 1024;
const PAGE = 500;
const MAX_PAGES = 20;
/** All of a queue that is looked at; the whole of it is ten times as much. */
const COLUMNS = [
  ...["name", "type", "auto_delete", "exclusive", "arguments"],
  ...["messages_ready", "messages_unacknowledged", "consumers"],
  ...["message_stats.publish", "message_stats.publish_details.rate"],
  ...["message_stats.deliver_get", "message_stats.deliver_get_details.rate"],
].join(",");

export interface ApiAddress {
  readonly base: URL;
  readonly username: string;
  readonly password: string;
}

export interface ApiQueue {
  readonly name: string;
  readonly type: string | null;
  readonly ready: number | null;
  readonly unacked: number | null;
  readonly consumers: number | null;
  readonly publishRate: number | null;
  readonly deliverRate: number | null;
  readonly autoDelete: boolean;
  readonly exclusive: boolean;
  readonly expires: boolean;
}

export interface ApiBinding {
  readonly source: string;
  readonly destination: string;
  readonly key: string;
}

/** `http://user:password@host:15672`, with or without Flower's `/api` at the end. */
export function parseApiUrl(text: string): Result<ApiAddress, "url"> {
  if (!URL.canParse(text.trim())) return bad("url", "is not a URL");
  const url = new URL(text.trim());
  if (url.protocol !== "http:" && url.protocol !== "https:") return bad("url", "is not http:// or https://");
  const [username, password] = [unquote(url.username), unquote(url.password)];
  url.username = "";
  url.password = "";
  url.search = "";
  url.hash = "";
  url.pathname = `${url.pathname.replace(/\/+$/, "").replace(/\/api$/, "")}/api/`;
  return ok({ base: url, username, password });
}

/** Where RabbitMQ serves it unless told otherwise. A password that came over TLS does not go without. */
export function usualApi(target: AmqpTarget): ApiAddress | null {
  if (target.loginMethod === "EXTERNAL") return null;
  const host = target.host.includes(":") ? `[${target.host}]` : target.host;
  const base = target.tls === null ? `http://${host}:15672/api/` : `https://${host}:15671/api/`;
  return { base: new URL(base), username: target.username, password: target.password };
}

export class AmqpApi {
  readonly #address: ApiAddress;
  readonly #target: AmqpTarget;

  /** An address without a user asks with the broker's; TLS is checked as the broker's is. */
  constructor(address: ApiAddress, target: AmqpTarget) {
    const { username, password } = address.username === "" ? target : address;
    this.#address = { base: address.base, username, password };
    this.#target = target;
  }

  /** Queues of the virtual host beyond the bound of the last reading. */
  unlisted = 0;

  /** Every queue of the virtual host, up to a bound. Rejects with a sentence. */
  async queues(signal: AbortSignal): Promise<readonly ApiQueue[]> {
    const vhost = encodeURIComponent(this.#target.vhost);
    const found: ApiQueue[] = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const answer = await this.#get(
        `queues/${vhost}?page=${page}&page_size=${PAGE}&columns=${COLUMNS}`,
        signal,
      );
      if (!isRecord(answer) || !Array.isArray(answer.items))
        throw new Error("its answer is not a list of queues");
      found.push(...answer.items.flatMap(readQueue));
      this.unlisted = Math.max(0, (count(answer.total_count) ?? 0) - found.length);
      if (page >= Number(answer.page_count ?? 1)) break;
    }
    return found;
  }

  /** Every binding of the virtual host that is not of the default exchange. Rejects with a sentence. */
  async bindings(signal: AbortSignal): Promise<readonly ApiBinding[]> {
    const vhost = encodeURIComponent(this.#target.vhost);
    const answer = await this.#get(`bindings/${vhost}?columns=source,destination,routing_key`, signal);
    if (!Array.isArray(answer)) throw new Error("its answer is not a list of bindings");
    return answer.flatMap((binding: unknown) => {
      if (!isRecord(binding)) return [];
      const { source, destination, routing_key: key } = binding;
      const known = typeof source === "string" && typeof destination === "string" && typeof key === "string";
      return known && source !== "" ? [{ source, destination, key }] : [];
    });
  }

  /** Queues and exchanges that this exchange feeds; empty when it does not exist. */
  async fedBy(
    exchange: string,
    signal: AbortSignal,
  ): Promise<readonly { readonly name: string; readonly isQueue: boolean }[]> {
    const vhost = encodeURIComponent(this.#target.vhost);
    const answer = await this.#get(
      `exchanges/${vhost}/${encodeURIComponent(exchange)}/bindings/source`,
      signal,
    );
    if (!Array.isArray(answer)) return [];
    return answer.flatMap((binding: unknown) =>
      isRecord(binding) && typeof binding.destination === "string"
        ? [{ name: binding.destination, isQueue: binding.destination_type === "queue" }]
        : [],
    );
  }

  async #get(path: string, signal: AbortSignal): Promise<unknown> {
    const url = new URL(path, this.#address.base);
    const { tls } = this.#target;
    const options = url.protocol === "https:" && tls !== null ? await readTlsOptions(tls) : {};
    const { status, text } = await fetchText(url, this.#address, options, signal);
    if (status === 401)
      throw new Error("it refuses the user: give it the tag “monitoring” (rabbitmqctl set_user_tags)");
    if (status === 404) return null;
    if (status !== 200) throw new Error(`it answered ${status}`);
    try {
      return JSON.parse(text);
    } catch {
      throw new Error("its answer is not JSON");
    }
  }
}

function fetchText(
  url: URL,
  { username, password }: ApiAddress,
  tls: ConnectionOptions,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly text: string }> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(new Error(maskText(errorText(error)), { cause: error }));
    const asking = request(
      url,
      {
        ...tls,
        auth: `${username}:${password}`,
        headers: { accept: "application/json" },
        signal,
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on("data", (chunk: Buffer) => {
          size += chunk.length;
          chunks.push(chunk);
          if (size > MAX_BODY) asking.destroy(new Error("its answer is too large"));
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
        response.on("error", fail);
      },
    );
    const timer = setTimeout(() => asking.destroy(new Error("it does not answer in time")), TIMEOUT_MS);
    asking.on("close", () => clearTimeout(timer));
    asking.on("error", fail);
    asking.end();
  });
}

function readQueue(value: unknown): readonly ApiQueue[] {
  if (!isRecord(value) || typeof value.name !== "string") return [];
  const ready = count(value.messages_ready);
  const stats = value.message_stats;
  const limits = isRecord(value.arguments) ? value.arguments : {};
  return [
    {
      name: value.name,
      type: typeof value.type === "string" ? value.type : null,
      ready,
      unacked: count(value.messages_unacknowledged),
      consumers: count(value.consumers),
      publishRate: ready === null ? null : rate(stats, "publish_details"),
      deliverRate: ready === null ? null : rate(stats, "deliver_get_details"),
      autoDelete: value.auto_delete === true,
      exclusive: value.exclusive === true,
      expires: "x-expires" in limits,
    },
  ];
}

/** Without any statistics nothing ever went through; with statistics but without rates they are switched off. */
function rate(stats: unknown, name: string): number | null {
  if (!isRecord(stats)) return 0;
  const total = name.replace(/_details$/, "");
  if (!(total in stats)) return 0;
  const details = stats[name];
  return isRecord(details) ? count(details.rate) : null;
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
