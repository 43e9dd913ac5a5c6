import { describe, expect, it } from "vitest";
import { parseRedisUrl } from "./redis-url.ts";

function parse(url: string) {
  const result = parseRedisUrl(url);
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}

describe("parseRedisUrl reads what kombu reads (fixtures/url-forms.json)", () => {
  it.each([
    ["redis://", { host: "localhost", port: 6379, db: 0, username: null, password: null, tls: null }],
    ["redis://localhost/", { host: "localhost", db: 0 }],
    ["redis://localhost:6380/2", { host: "localhost", port: 6380, db: 2 }],
    ["redis://:p%40ss@h:6379/0", { host: "h", username: null, password: "p@ss" }],
    ["redis://user:pass@h/1", { username: "user", password: "pass", db: 1 }],
    ["redis://[::1]:6380/3", { host: "::1", port: 6380, db: 3 }],
    ["rediss://h:6380/0", { tls: { verify: false, checkHostname: true, caFile: null } }],
    ["rediss://:pw@h:6380/0?ssl_cert_reqs=CERT_NONE", { tls: { verify: false } }],
    [
      "rediss://h:6380/0?ssl_cert_reqs=required&ssl_ca_certs=%2Fca.pem&ssl_certfile=%2Fc.pem&ssl_keyfile=%2Fk.pem",
      { tls: { verify: true, caFile: "/ca.pem", certFile: "/c.pem", keyFile: "/k.pem" } },
    ],
    ["rediss://h?ssl_cert_reqs=CERT_REQUIRED&ssl_check_hostname=false", { tls: { checkHostname: false } }],
  ])("%s", (url, expected) => {
    expect(parse(url)).toMatchObject(expected);
  });

  it("warns of an unchecked certificate, as kombu does", () => {
    expect(parse("rediss://h").warnings).toHaveLength(1);
    expect(parse("rediss://h?ssl_cert_reqs=required").warnings).toEqual([]);
    expect(parse("redis://h").warnings).toEqual([]);
  });

  it("never shows the password", () => {
    expect(parse("redis://user:s%2Fecret@h/1").masked).toBe("redis://user:********@h:6379/1");
    expect(parse("redis://:secret@h/1").masked).toBe("redis://:********@h:6379/1");
    expect(parse("redis://h").masked).toBe("redis://h:6379/0");
  });

  it.each([
    ["redis://h/abc", "database"],
    ["rediss://h?ssl_cert_reqs=maybe", "ssl_cert_reqs"],
    ["http://h", "scheme"],
    ["not a url", "not a URL"],
    ["redis://us%er:secret@h", "percent-encoded"],
  ])("refuses %s", (url, why) => {
    const result = parseRedisUrl(url);
    expect(result).toMatchObject({ ok: false, detail: expect.stringContaining(why) });
    expect(JSON.stringify(result)).not.toContain("secret");
  });
});
