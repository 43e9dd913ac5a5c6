import { describe, expect, it } from "vitest";
import { parseTransportOptions } from "./read-transport-options.ts";
import { DEFAULT_TRANSPORT } from "./transport-options.ts";

function read(value: unknown) {
  const result = parseTransportOptions(JSON.stringify(value));
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}

describe("parseTransportOptions", () => {
  it("is kombu's defaults when nothing is said", () => {
    expect(read({}).options).toEqual(DEFAULT_TRANSPORT);
    expect(DEFAULT_TRANSPORT).toMatchObject({
      globalKeyprefix: "",
      fanoutPrefix: true,
      sep: "\x06\x16",
      prioritySteps: [0, 3, 6, 9],
      eventExchange: "celeryev",
      controlExchange: "celery",
      given: [],
    });
  });

  it("reads what a Celery application writes", () => {
    const { options, unknown } = read({
      global_keyprefix: "acme:",
      fanout_prefix: "/x{db}.",
      priority_steps: [5, 0],
      sep: ":",
      visibility_timeout: 60,
      master_name: "mymaster",
      sentinel_kwargs: { password: "pw", ssl: true, ssl_ca_certs: "/ca.pem", socket_timeout: 1 },
      broker_use_ssl: { ssl_cert_reqs: "CERT_REQUIRED", ca_certs: "/ca.pem" },
      socket_keepalive: true,
      retry_policy: { timeout: 5 },
    });
    expect(unknown).toEqual([]);
    expect(options).toMatchObject({
      globalKeyprefix: "acme:",
      fanoutPrefix: "/x{db}.",
      prioritySteps: [0, 5],
      sentinel: { username: null, password: "pw", tls: { caFile: "/ca.pem" } },
      tls: { certReqs: "required", caFile: "/ca.pem", certFile: null },
    });
    expect(options.given).toContain("sep");
    expect(read({ broker_use_ssl: false }).options.tls).toBeNull();
    expect(read({ broker_use_ssl: { cert_reqs: 0 } }).options.tls).toMatchObject({ certReqs: "none" });
  });

  it("names what nobody knows", () => {
    expect(read({ global_key_prefix: "x", client_name: "y" }).unknown).toEqual(["global_key_prefix"]);
  });

  it.each([
    ["not json", "is not JSON"],
    ["[1]", "is not a JSON object"],
    ['{"sep": ""}', "wrong sep"],
    ['{"priority_steps": ["secret"]}', "wrong priority_steps.0"],
    ['{"broker_use_ssl": {"ssl_cert_reqs": "secret"}}', "wrong broker_use_ssl"],
    ['{"sentinel_kwargs": {"password": 7}}', "wrong sentinel_kwargs.password"],
  ])("refuses %s without repeating a value", (text, why) => {
    const result = parseTransportOptions(text);
    expect(result).toMatchObject({ ok: false, detail: expect.stringContaining(why) });
    expect(JSON.stringify(result)).not.toContain("secret");
  });
});
