import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AMQP_RIGHTS } from "./problems.ts";
import { parseAmqpUrl, parseAmqpUrls } from "./url.ts";

const forms: Record<string, Record<string, unknown>> = JSON.parse(
  readFileSync(new URL("../../../e2e/wire/url-forms.json", import.meta.url), "utf8"),
);
const amqpForms = Object.entries(forms).filter(([url]) => /^(?:py)?amqps?:/.test(url));

describe("parseAmqpUrl", () => {
  it.each(amqpForms)("reads %s as kombu does", (text, kombu) => {
    const targets = parseAmqpUrls(text);
    if (!targets.ok) throw new Error(targets.detail);
    const defaults = kombu.defaults as { userid: string; password: string; port: number };
    expect(targets.value[0]).toMatchObject({
      host: kombu.hostname ?? "localhost",
      port: kombu.port ?? defaults.port,
      username: kombu.userid ?? defaults.userid,
      password: kombu.password ?? defaults.password,
      vhost: kombu.virtual_host,
    });
    expect(targets.value).toHaveLength(Array.isArray(kombu.alt) ? kombu.alt.length : 1);
    if (kombu.heartbeat !== undefined) expect(targets.value[0]?.heartbeatSeconds).toBe(kombu.heartbeat);
  });

  it.each([
    ["amqp://h", "/"],
    ["amqp://h/", "/"],
    ["amqp://h//", "/"],
    ["amqp://h/%2F", "/"],
    ["amqp://h/vh", "vh"],
    ["amqp://h/%2Fvh", "/vh"],
    ["amqp://h/a%20b%25", "a b%"],
  ])("%s is the virtual host of %s", (text, vhost) => {
    expect(parseAmqpUrl(text)).toMatchObject({ ok: true, value: { vhost } });
  });

  it("reads TLS, heartbeat and login method from the query", () => {
    const read = parseAmqpUrl(
      "amqps://u:p@h/vh?heartbeat=2.5&login_method=external&ssl_ca_certs=%2Fca.pem&ssl_certfile=/c.pem&ssl_keyfile=/k.pem&ssl_check_hostname=false",
    );
    expect(read).toMatchObject({
      ok: true,
      value: {
        heartbeatSeconds: 3,
        loginMethod: "EXTERNAL",
        tls: {
          verify: true,
          checkHostname: false,
          caFile: "/ca.pem",
          certFile: "/c.pem",
          keyFile: "/k.pem",
        },
        warnings: [],
      },
    });
    const unchecked = parseAmqpUrl("amqps://h?ssl_cert_reqs=CERT_NONE");
    expect(unchecked).toMatchObject({ value: { tls: { verify: false } } });
    expect(unchecked.ok && unchecked.value.warnings).toHaveLength(1);
  });

  it("takes broker_use_ssl as well, and the URL before it", () => {
    const nothing = { certReqs: null, caFile: null, certFile: null, keyFile: null };
    const settings = { ...nothing, caFile: "/ca.pem", checkHostname: false, serverHostname: "mq" };
    const read = parseAmqpUrl("amqp://h//?ssl_ca_certs=/own.pem", settings);
    expect(read).toMatchObject({
      value: {
        port: 5671,
        tls: { caFile: "/own.pem", checkHostname: false, serverName: "mq", verify: true },
      },
    });
  });

  it("takes what is percent-encoded apart, and masks the password", () => {
    const read = parseAmqpUrl("amqp://us%40er:p%2Fq%3As@h:5673/vh");
    expect(read).toMatchObject({ ok: true, value: { username: "us@er", password: "p/q:s", port: 5673 } });
    expect(read.ok && read.value.masked).toBe("amqp://us%40er:********@h:5673/vh");
    expect(parseAmqpUrl("amqp://[::1]:5673")).toMatchObject({ value: { host: "::1" } });
  });

  it.each([
    "redis://h",
    "h:5672",
    "amqp://h:99999",
    "amqps://h?ssl_cert_reqs=maybe",
    "amqp://h?login_method=magic",
    "amqp://h?heartbeat=often",
    ";",
  ])("refuses %s in words", (text) => {
    const read = parseAmqpUrls(text);
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.detail).toMatch(/\w{3,}/);
  });
});

it("the permissions in the document are those that are tested", () => {
  const text = readFileSync(new URL("../../../docs/rabbitmq.md", import.meta.url), "utf8");
  for (const right of Object.values(AMQP_RIGHTS)) expect(text).toContain(`'${right}'`);
});
