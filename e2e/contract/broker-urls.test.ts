// Broker URLs as people really write them: Umbel reads from each what the workers' own kombu reads.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { DEFAULT_TRANSPORT } from "#lib/kombu/transport-options.ts";
import { parseApiUrl } from "../../server/broker/amqp/api.ts";
import { parseAmqpUrl } from "../../server/broker/amqp/url.ts";
import { parseRedisUrls } from "../../server/broker/redis/connection/url.ts";
import { parseSqsUrl } from "../../server/broker/sqs/target.ts";
import { parseSqlUrl } from "../../server/results/sql-url.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";

/** Parts of a URL in which something is escaped, or looks as if. */
const PASSWORDS = [
  ..."50%off %zz 100% %%41 a%4 %41%42 p%40ss%2Fw%3Ard %25 %c3%a4 %ff%fe %e2%82 ä%C3%A4 a+b p:w:x u@x %20".split(
    " ",
  ),
  ..."%EF%BB%BFx a%2 %u0041 %F0%9F%90%87 ~!$&'()*,= p|q^r {x} %ed%a0%80x%".split(" "),
];
const URLS = PASSWORDS.flatMap((password) => [
  `redis://:${password}@host/1`,
  `rediss://us%er:${password}@host:6380/0`,
  `sentinel://:${password}@host:26379/0`,
  `amqp://${password.replace(":", "")}:${password}@host:5673/v%h%2F${password.replace(":", "")}`,
  `sqs://KEY:${password}@host:4566`,
]);

interface Parts {
  readonly userid: string | null;
  readonly password: string | null;
  readonly hostname: string;
  readonly virtual_host: string | null;
}

async function kombuReads(python: string, urls: readonly string[]): Promise<readonly Parts[]> {
  const code =
    "import json,sys\nfrom kombu.utils.url import parse_url\nprint(json.dumps([parse_url(url) for url in json.loads(sys.argv[1])]))";
  const { stdout } = await promisify(execFile)(python, ["-c", code, JSON.stringify(urls)]);
  return JSON.parse(stdout);
}

function umbelReads(url: string): Pick<Parts, "userid" | "password" | "virtual_host"> | string {
  if (url.startsWith("amqp")) {
    const read = parseAmqpUrl(url);
    if (!read.ok) return read.detail;
    const { username, password, vhost } = read.value;
    return { userid: username, password, virtual_host: vhost };
  }
  if (url.startsWith("sqs")) {
    const read = parseSqsUrl(url);
    if (!read.ok) return read.detail;
    const { credentials } = read.value;
    return {
      userid: credentials?.accessKeyId ?? null,
      password: credentials?.secretAccessKey ?? null,
      virtual_host: null,
    };
  }
  const read = parseRedisUrls(url, { ...DEFAULT_TRANSPORT, masterName: "m" });
  if (!read.ok) return read.detail;
  const [{ username, password, db }] = read.value;
  return { userid: username, password, virtual_host: String(db) };
}

test.each([
  ["pip", PIP_PYTHON],
  ["Debian", DEBIAN_PYTHON],
])("A12: escapes in URLs mean what they mean to kombu of %s", async (_, python) => {
  const theirs = await kombuReads(python, URLS);
  expect(theirs).toHaveLength(URLS.length);
  for (const [index, url] of URLS.entries()) {
    const { userid, password, virtual_host } = theirs[index] ?? {};
    expect(umbelReads(url), url).toEqual({ userid, password, virtual_host });
  }
});

test("A12: a lone % is no fault in the URL of the management API or of a result database", () => {
  expect(parseApiUrl("http://guest:50%off@host:15672")).toMatchObject({ value: { password: "50%off" } });
  expect(parseSqlUrl("db+sqlite:////data/50%.db")).toMatchObject({ value: { path: "/data/50%.db" } });
  const postgres = parseSqlUrl("db+postgresql://u:50%off%2F@host/db%");
  expect(postgres).toMatchObject({ value: { url: "postgresql://u:50%25off%2F@host/db%25" } });
});
