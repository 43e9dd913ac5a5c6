// Guards the option table: precedence, every refusal's words, the Kubernetes collision, and that help names every option.
import { describe, expect, test } from "vitest";
import { type Config, loadConfig } from "./config.ts";
import type { Environment } from "./environment.ts";
import { flagOf, variables } from "./option.ts";
import { OPTION_LIST } from "./options.ts";
import { optionsTable } from "./options-text.ts";

function load(argv: string[], env: Environment = {}) {
  return loadConfig(argv, env, "1.2.3");
}
function config(argv: string[], env: Environment = {}): Config {
  const loaded = load(argv, env);
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  return loaded.config;
}
function brokers(argv: string[], env: Environment = {}) {
  return config(argv, env).clusters.map(({ name, broker }) => [name, broker]);
}
function warnings(argv: string[], env: Environment = {}): string {
  const loaded = load(argv, env);
  return loaded.kind === "config" ? loaded.warnings.join("\n") : "not a config";
}
function problems(argv: string[], env: Environment = {}): string {
  const loaded = load(argv, env);
  return loaded.kind === "error" ? loaded.problems.join("\n") : "no problem";
}

test("without anything it is the demo on 127.0.0.1:5555", () => {
  expect(config([])).toMatchObject({
    clusters: [{ name: "demo", broker: null }],
    port: 5555,
    address: "127.0.0.1",
    users: [],
    metricsAuth: false,
    maxTasks: 100_000,
    maxWorkers: 5000,
    data: null,
  });
  expect(warnings([])).toBe("");
});

test("command line before UMBEL_ before CELERY_BROKER_URL, and the source is known", () => {
  const env = { UMBEL_BROKER: "redis://b", CELERY_BROKER_URL: "redis://c", UMBEL_PORT: "1" };
  expect(brokers(["--broker=redis://a"], env)).toEqual([["celery", "redis://a"]]);
  expect(brokers([], env)).toEqual([["celery", "redis://b"]]);
  expect(brokers([], { CELERY_BROKER_URL: "redis://c", UMBEL_BROKER: "" })).toEqual([
    ["celery", "redis://c"],
  ]);
  expect(config([], env).sources).toMatchObject({
    broker: "UMBEL_BROKER",
    port: "UMBEL_PORT",
    debug: "default",
  });
  expect(config(["--port", "2"], env).sources.port).toBe("--port");
});

test("several brokers: the flag again, or one variable; each with a name", () => {
  const two = [
    ["main", "redis://a:1?x=y|z"],
    ["reports", "rediss://b"],
  ];
  expect(brokers(["--broker", "main=redis://a:1?x=y|z", "--broker=reports=rediss://b"])).toEqual(two);
  expect(brokers([], { UMBEL_BROKER: "main=redis://a:1?x=y|z | reports=rediss://b" })).toEqual(two);
  expect(brokers(["--broker=only=redis://a"])).toEqual([["only", "redis://a"]]);
  expect(brokers(["--broker=redis://a?password=b"])).toEqual([["celery", "redis://a?password=b"]]);
  expect(config(["--broker=a=demo://7", "--broker=b=demo://"]).clusters).toMatchObject([
    { name: "a", broker: null, seed: 7 },
    { name: "b", broker: null, seed: 1 },
  ]);
  expect(config(["--broker=a=demo://7", "--broker=b=redis://h"]).data?.dir).toBe("umbel-data");
});

test("RabbitMQ: alternates, and the management API of each cluster by its name", () => {
  expect(brokers(["--broker=amqp://a//;amqps://b/vh"])).toEqual([["celery", "amqp://a//;amqps://b/vh"]]);
  expect(brokers(["--broker=pyamqp://"])).toEqual([["celery", "pyamqp://"]]);
  const apis = (...argv: string[]) => config(argv).clusters.map(({ brokerApi }) => brokerApi);
  expect(apis("--broker=amqp://a", "--broker-api=http://u:p@a:1/api/")).toEqual(["http://u:p@a:1/api/"]);
  const two = ["--broker=a=amqp://a", "--broker=b=amqp://b"];
  expect(apis(...two, "--broker-api=b=http://b:15672")).toEqual([null, "http://b:15672"]);
  expect(problems([...two, "--broker-api=http://b:15672"])).toContain(
    "no broker is called: name one of a, b",
  );
  expect(config(["--broker=amqp://a"], { FLOWER_BROKER_API: "http://f" }).clusters[0]?.brokerApi).toBe(
    "http://f",
  );
});

test("spellings: space or equals sign, dash or underscore, words for switches", () => {
  expect(config(["--max_tasks=500", "--max-workers", "7"])).toMatchObject({ maxTasks: 500, maxWorkers: 7 });
  expect(config(["--debug"]).debug).toBe(true);
  expect(config([], { UMBEL_DEBUG: "On" }).debug).toBe(true);
  expect(config([], { UMBEL_DEBUG: "0" }).debug).toBe(false);
  expect(brokers(["--broker=redis://:a_b@h"])).toEqual([["celery", "redis://:a_b@h"]]);
});

test("with users it listens everywhere; without, elsewhere than loopback is warned of", () => {
  expect(config(["--basic-auth=ann:pw"]).address).toBe("0.0.0.0");
  expect(warnings(["--basic-auth=ann:pw"])).toBe("");
  expect(warnings(["--address=0.0.0.0"])).toContain("--basic-auth");
  expect(warnings(["--address=[::1]"])).toBe("");
});

test("A13: proxies are believed when they are listed; --xheaders lists those on this machine and says so", () => {
  expect(config([]).trustedProxies).toEqual([]);
  expect(config(["--trusted-proxies=10.0.0.7, fd00::/8,[::1],unix"]).trustedProxies).toEqual([
    { address: "10.0.0.7", prefix: 32, family: "ipv4" },
    { address: "fd00::", prefix: 8, family: "ipv6" },
    { address: "::1", prefix: 128, family: "ipv6" },
    "unix",
  ]);
  expect(config(["--xheaders"]).trustedProxies).toHaveLength(3);
  expect(warnings(["--xheaders"])).toContain("list others with --trusted-proxies");
  expect(warnings(["--xheaders", "--trusted-proxies=10.0.0.7"])).toBe("");
  for (const wrong of ["proxy.example", "10.0.0.0/33", "10.0.0", "*", ","]) {
    expect(problems([`--trusted-proxies=${wrong}`])).toContain("--trusted-proxies");
  }
});

test("A15: allowed hosts are names, or all names of a domain", () => {
  expect(config([]).allowedHosts).toBeNull();
  expect(config(["--allowed-hosts=Umbel.example., *.corp.example"]).allowedHosts).toEqual([
    "umbel.example",
    "*.corp.example",
  ]);
  for (const wrong of ["http://umbel.example", "umbel:5555", "*", "a b", "u*.example", ","]) {
    expect(problems([`--allowed-hosts=${wrong}`])).toContain("--allowed-hosts");
  }
});

test("Kubernetes variables of a Service called umbel do not stop the start", () => {
  const env = {
    UMBEL_PORT: "tcp://10.0.0.7:5555",
    UMBEL_SERVICE_HOST: "10.0.0.7",
    UMBEL_SERVICE_PORT: "5555",
    UMBEL_SERVICE_PORT_HTTP: "5555",
    UMBEL_PORT_5555_TCP: "tcp://10.0.0.7:5555",
    UMBEL_PORT_5555_TCP_ADDR: "10.0.0.7",
  };
  expect(config([], env).port).toBe(5555);
  expect(warnings([], env)).toBe(
    "UMBEL_PORT=tcp://10.0.0.7:5555 comes from a Kubernetes Service and is ignored; use --port.",
  );
});

test("a misspelt variable is told with the one that was meant", () => {
  expect(warnings([], { UMBEL_MAXTASKS: "5" })).toContain("did you mean UMBEL_MAX_TASKS?");
});

test("transport options are Celery's, and a misspelt one is told", () => {
  const text = JSON.stringify({ global_keyprefix: "acme:", sentinel_kwargs: { password: "hunter2" } });
  const of = (argv: string[], env: Environment = {}) =>
    config(argv, { UMBEL_BROKER: "redis://h", ...env }).clusters.map(({ transport }) => transport);
  expect(of(["--broker-transport-options", text])).toMatchObject([
    { globalKeyprefix: "acme:", sentinel: { password: "hunter2" } },
  ]);
  expect(of([], { CELERY_BROKER_TRANSPORT_OPTIONS: '{"sep": ":"}' })[0]?.sep).toBe(":");
  expect(of([])).toEqual([null]);
  const two = { UMBEL_BROKER: "a=redis://a|b=redis://b" };
  const named = ["--broker-transport-options", 'b={"sep": "|"}'];
  expect(of(named, two).map((each) => each?.sep)).toEqual([undefined, "|"]);
  const both = ["--broker-transport-options", '{"sep": ":"}', ...named];
  expect(of(both, two).map((each) => each?.sep)).toEqual([":", "|"]);
  expect(problems(["--broker-transport-options", "c={}"], two)).toContain(
    "which no broker is called: name one of a, b",
  );
  expect(warnings(["--broker-transport-options", '{"global_key_prefix": "x"}'])).toContain(
    "did you mean global_keyprefix?",
  );
});

test.each([
  "redis+socket:///run/redis.sock?virtual_host=1",
  "sentinel://:pw@a:26379/1;sentinel://b:26379",
  "redis://:pw@/1",
  "rediss://u:p%40@h?ssl_cert_reqs=required",
])("takes the broker %s", (url) => expect(brokers(["--broker", url])).toEqual([["celery", url]]));

describe("refusals", () => {
  test.each([
    [["--prot=1"], "unknown option '--prot=1' (Did you mean --port?)"],
    [["--max-task", "5"], "(Did you mean --max-tasks?)"],
    [["--port"], "argument missing"],
    [["--port=abc"], '--port: "abc" is not a whole number; accepted: a whole number from 0 to 65535.'],
    [["--port=70000"], "is not between 0 and 65535"],
    [["--max-tasks=0"], "is not between 100"],
    [["--broker=localhost"], "--broker: the value is not a URL; accepted: redis://"],
    [["--broker-api=ftp://u:hunter2@h"], "--broker-api: the value is not a URL that begins with http://"],
    [["--broker=redis://u:hunter2@h:x"], "--broker: the value is not a well-formed URL"],
    [["--basic-auth=ann:hunter2,bob"], "--basic-auth: the value is malformed: pair 2 has no colon"],
    [["--broker-transport-options", "{hunter2"], "--broker-transport-options: the value is not JSON"],
    [["--broker-transport-options", '{"sep": 7}'], "the value has a wrong sep"],
    [["--broker=redis://:hunter2@a", "--broker=b=redis://b"], "needs a name"],
    [["--broker=my cluster=redis://:hunter2@a"], "has a name that cannot be one"],
    [["--broker=a=redis://:hunter2@a", "--broker=A=redis://b"], "has the name “a” twice"],
    [["--broker=a=redis://h", "--broker=b=redis://h:hunter2:x"], "(broker “b”)"],
    [["--metrics-auth"], "--metrics-auth needs users"],
    [["--secret=hunter2"], "--secret: the value is shorter than 16 characters"],
    [["extra"], "too many arguments"],
    [["--address=a b"], '"a b" is not a host name'],
  ])("%j", (argv, message) => {
    expect(problems(argv)).toContain(message);
    expect(problems(argv)).not.toContain("hunter2");
  });

  test("name the variable when the value came from one, and come all at once", () => {
    expect(problems(["--port=x"], { UMBEL_DEBUG: "maybe" }).split("\n")).toEqual([
      '--port: "x" is not a whole number; accepted: a whole number from 0 to 65535.',
      'UMBEL_DEBUG: "maybe" is neither yes nor no; accepted: yes or no (also true/false, on/off, 1/0).',
    ]);
  });
});

test("transport options reach the broker they are named for, those of SQS too", () => {
  const { clusters } = config([
    ...["--broker", "a=sqs://", "--broker", "b=sqs://"],
    ...["--broker-transport-options", 'b={"queue_name_prefix": "eu-", "region": "eu-west-1"}'],
  ]);
  expect(clusters.map(({ transport }) => transport?.sqs ?? null)).toMatchObject([
    null,
    { queueNamePrefix: "eu-", region: "eu-west-1", base64: true, predefinedQueues: [] },
  ]);
});

test("--demo wins over a broker and says so", () => {
  const env = { CELERY_BROKER_URL: "redis://c" };
  expect(brokers(["--demo"], env)).toEqual([["demo", null]]);
  expect(warnings(["--demo"], env)).toContain("the broker of CELERY_BROKER_URL is not used");
  expect(problems([], { UMBEL_DEMO: "no" })).toContain("set --broker");
});

test("--help names every option with its variable, --version the version", () => {
  const help = load(["--help"]);
  expect(help.kind).toBe("print");
  const text = help.kind === "print" ? help.text.replace(/\s+/g, " ") : "";
  for (const [, spec] of OPTION_LIST) {
    expect(text.includes(`--${flagOf(spec)}`)).toBe(spec.hidden !== true);
    expect(text.includes(variables(spec)[0] ?? "?")).toBe(spec.hidden !== true);
    expect(optionsTable().includes(`--${flagOf(spec)}`)).toBe(spec.hidden !== true);
  }
  expect(load(["--version"])).toEqual({ kind: "print", text: "1.2.3\n" });
});

test("a demo takes no files of versions before: they are somebody else's", () => {
  expect(config(["--demo", "--data-dir=/data"]).data).toMatchObject({ dir: "/data", former: [] });
  expect(config(["--demo"]).data).toBeNull();
  expect(config(["--broker=redis://h", "--data-dir=/data"]).data?.former).not.toEqual([]);
});
