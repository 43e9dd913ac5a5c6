import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_TRANSPORT, type TransportOptions } from "#lib/kombu/transport-options.ts";
import { parseRedisUrls } from "./url.ts";

const SENTINEL: TransportOptions = { ...DEFAULT_TRANSPORT, masterName: "mymaster" };

function parseAll(url: string, transport?: TransportOptions) {
  const result = parseRedisUrls(url, transport);
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}
const parse = (url: string, transport?: TransportOptions) => parseAll(url, transport)[0];

/** What kombu itself made of each URL (captured). */
interface Captured {
  readonly transport?: string;
  readonly hostname?: string;
  readonly port?: number;
  readonly userid?: string;
  readonly password?: string;
  readonly virtual_host?: string;
  readonly ssl?: string;
  readonly alt?: readonly string[];
}
const CAPTURED: Readonly<Record<string, Captured>> = JSON.parse(
  readFileSync(new URL("../../../../e2e/wire/url-forms.json", import.meta.url), "utf8"),
);
const OURS = Object.entries(CAPTURED).filter(([url]) => /^(rediss?|sentinel):/.test(url));

describe("parseRedisUrls reads what kombu reads", () => {
  it("has captured forms to compare with", () => expect(OURS.length).toBeGreaterThan(10));

  it.each(OURS)("%s", (url, kombu) => {
    const target = parse(url, SENTINEL);
    expect(target.transport).toBe(kombu.transport);
    expect(target.address).toMatchObject({
      kind: "tcp",
      host: kombu.hostname ?? "localhost",
      port: kombu.port ?? (kombu.transport === "sentinel" ? 26_379 : 6_379),
    });
    expect(target.username).toBe(kombu.userid ?? null);
    expect(target.password).toBe(kombu.password ?? null);
    expect(target.db).toBe(Number((kombu.virtual_host ?? "/").replace("/", "") || 0));
    expect(target.tls !== null).toBe(kombu.ssl !== undefined);
    if (kombu.ssl !== undefined) expect(target.tls?.verify).toBe(kombu.ssl.includes("CERT_REQUIRED"));
    const places = target.sentinels?.nodes.length ?? parseAll(url, SENTINEL).length;
    expect(places).toBe(kombu.alt?.length ?? 1);
  });

  it.each([
    ["redis+socket:///run/redis.sock", { address: { kind: "unix", path: "/run/redis.sock" }, db: 0 }],
    ["redis+socket:///run/redis.sock?virtual_host=3&password=pw", { db: 3, password: "pw" }],
    ["redis+socket://:p%40@/run/my%20redis.sock?virtual_host=/2", { db: 2, password: "p@" }],
    ["redis://:pw@/2", { address: { kind: "tcp", host: "localhost", port: 6379 }, password: "pw", db: 2 }],
    ["redis://:6380", { address: { kind: "tcp", host: "localhost", port: 6380 } }],
    ["redis://[::1]:6380/3", { address: { kind: "tcp", host: "::1", port: 6380 }, db: 3 }],
    [
      "rediss://h?ssl_cert_reqs=CERT_OPTIONAL&ssl_check_hostname=false",
      { tls: { verify: true, checkHostname: false } },
    ],
    [
      "redis://h/0?ssl_cert_reqs=required&ssl_ca_certs=%2Fca.pem",
      { tls: { verify: true, caFile: "/ca.pem" } },
    ],
  ])("%s", (url, expected) => expect(parse(url)).toMatchObject(expected));

  it("takes TLS from broker_use_ssl, and the URL's word over it", () => {
    const tls = { ...EMPTY_TLS, certReqs: "required", caFile: "/a.pem" } as const;
    const transport = { ...DEFAULT_TRANSPORT, tls };
    expect(parse("redis://h", transport).tls).toMatchObject({ verify: true, caFile: "/a.pem" });
    expect(parse("rediss://h?ssl_ca_certs=/b.pem", transport).tls).toMatchObject({ caFile: "/b.pem" });
  });

  it("gives Sentinels their own credentials, and asks for the master's name", () => {
    const sentinel = { username: null, password: "theirs", tls: null };
    const target = parse("sentinel://:masters@a;sentinel://b:26380/2", { ...SENTINEL, sentinel });
    expect(target).toMatchObject({
      db: 0,
      password: "masters",
      sentinels: {
        masterName: "mymaster",
        password: "theirs",
        nodes: [{ host: "a" }, { host: "b", port: 26380 }],
      },
    });
    expect(target.masked).toBe("sentinel://:********@a:26379,b:26380/0 (mymaster)");
    const without = parseRedisUrls("sentinel://a");
    expect(without).toMatchObject({ ok: false, detail: expect.stringContaining('"master_name"') });
  });

  it("tries alternates in order, each with its own way in", () => {
    const targets = parseAll("redis://:x;y@a/1; rediss://u:p@b:2/0;");
    expect(targets.map(({ masked }) => masked)).toEqual([
      "redis://:********@a:6379/1",
      "rediss://u:********@b:2/0",
    ]);
    expect(targets[0]?.password).toBe("x;y");
  });

  it("warns of an unchecked certificate, as kombu does", () => {
    expect(parse("rediss://h").warnings).toHaveLength(1);
    expect(parse("rediss://h?ssl_cert_reqs=required").warnings).toEqual([]);
    expect(parse("redis://h").warnings).toEqual([]);
  });

  it("never shows the password", () => {
    expect(parse("redis://user:s%2Fecret@h/1").masked).toBe("redis://user:********@h:6379/1");
    expect(parse("redis+socket:///r.sock?password=secret").masked).toBe(
      "redis+socket://:********@/r.sock?virtual_host=0",
    );
    expect(parse("redis://h").masked).toBe("redis://h:6379/0");
  });

  it.each([
    ["redis://h/abc", "database"],
    ["rediss://h?ssl_cert_reqs=maybe", "ssl_cert_reqs"],
    ["http://h", "scheme"],
    ["not a url", "not a URL"],
    ["redis+socket://", "names no socket"],
    ["redis+socket:///r.sock?virtual_host=x", "virtual_host"],
    ["redis://h;amqp://secret@h", "alternate 2"],
    ["sentinel://a;redis://b", "among Sentinels"],
    [" ; ", "empty"],
  ])("refuses %s", (url, why) => {
    const result = parseRedisUrls(url, SENTINEL);
    expect(result).toMatchObject({ ok: false, detail: expect.stringContaining(why) });
    expect(JSON.stringify(result)).not.toContain("secret");
  });
});

const EMPTY_TLS = {
  certReqs: null,
  caFile: null,
  certFile: null,
  keyFile: null,
  checkHostname: null,
  serverHostname: null,
} as const;
