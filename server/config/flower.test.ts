// Flower's command lines, variables and configuration file, as its users have them.
import { describe, expect, test } from "vitest";
import { type Config, loadConfig } from "./config.ts";
import type { Environment } from "./environment.ts";

const files = new Map<string, string>();
function load(argv: string[], env: Environment = {}, file?: string) {
  files.clear();
  if (file !== undefined) files.set("flowerconfig.py", file);
  return loadConfig(argv, env, "1.2.3", (path) => files.get(path) ?? null);
}
function config(argv: string[], env: Environment = {}, file?: string): Config & { warnings: string } {
  const loaded = load(argv, env, file);
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  return { ...loaded.config, warnings: loaded.warnings.join("\n") };
}

test("`umbel flower` with dashes, underscores, values of switches, and a space instead of the sign", () => {
  const line = ["flower", "--port=5556", "--basic_auth=ann:pw", "--max-tasks=700", "--max_workers", "9"];
  const found = config([...line, "--read_only=True", "--debug=False"]);
  expect(found).toMatchObject({ port: 5556, maxTasks: 700, maxWorkers: 9, readOnly: true, debug: false });
  expect(found.users).toEqual([{ name: "ann", password: "pw", role: "admin" }]);
  expect(found.enableEvents, "as Flower does").toBe(true);
  expect(config(["--port=1"]).enableEvents).toBe(false);
  expect(config(["flower", "--enable_events=no"]).enableEvents).toBe(false);
});

test("Celery's options before `flower`", () => {
  const found = config(["-A", "proj", "-b", "redis://h:1/2", "-q", "flower", "--port=7"]);
  expect(found).toMatchObject({ port: 7 });
  expect(found.clusters[0]).toMatchObject({ broker: "redis://h:1/2" });
  expect(found.warnings).toContain("--app: Umbel needs no application");
  expect(config(["--app=proj", "--broker=redis://h", "flower"]).clusters[0]?.broker).toBe("redis://h");
});

test.each([
  ["--auth=.*@x.com", "OAuth sign-in is not built yet"],
  ["--oauth2_key=k", "OAuth sign-in is not built yet"],
  ["--persistent=True", "not built yet"],
  ["--db=flower", "not built yet"],
  ["--url_prefix=flower", "a path prefix is not built yet"],
  ["--auto_refresh=False", "pages are live"],
  ["--log_file_prefix=x.log", "logs to standard output"],
  ["--max_task=1", "did you mean --max_tasks?"],
])("%s is answered, and nothing stops", (option, answer) => {
  expect(config(["flower", option]).warnings).toContain(answer);
});

test("outside of `umbel flower` a mistyped option stays an error, and Flower's own are answered", () => {
  expect(load(["--prot=1"]).kind).toBe("error");
  expect(config(["--persistent", "--port=4"])).toMatchObject({ port: 4 });
});

test("every option of Flower's is known: none is called unknown", () => {
  const names =
    "address port unix_socket debug inspect_timeout auth auth_provider oauth2_key oauth2_secret oauth2_redirect_uri basic_auth cookie_secret max_workers max_tasks persistent db state_save_interval broker_api certfile keyfile ca_certs xheaders auto_refresh purge_offline_workers conf enable_events format_task natural_time tasks_columns url_prefix task_runtime_metric_buckets read_only logging log_to_stderr log_file_prefix log_file_max_size log_file_num_backups log_rotate_when log_rotate_interval log_rotate_mode";
  for (const name of names.split(" ")) {
    const loaded = load(["flower", `--${name}=1`]);
    const said = loaded.kind === "config" ? loaded.warnings : loaded.kind === "error" ? loaded.problems : [];
    expect(said.join(" "), name).not.toContain("neither Flower nor Umbel");
  }
});

describe("FLOWER_ variables", () => {
  test("weaker than the file, which is weaker than UMBEL_, which is weaker than the command line", () => {
    const env = { FLOWER_PORT: "1", FLOWER_MAX_TASKS: "111", FLOWER_MAX_WORKERS: "11" };
    expect(config([], env)).toMatchObject({ port: 1, maxTasks: 111 });
    const file = "port = 2\nmax_tasks = 222\n";
    expect(config([], env, file)).toMatchObject({ port: 2, maxTasks: 222, maxWorkers: 11 });
    expect(config([], { ...env, UMBEL_PORT: "3" }, file).port).toBe(3);
    expect(config(["--port=4"], { ...env, UMBEL_PORT: "3" }, file).port).toBe(4);
    expect(config([], env, file).sources).toMatchObject({ port: "flowerconfig.py: port" });
  });

  test("a Service called flower gives FLOWER_PORT=tcp://…: ignored, and said", () => {
    const env = { FLOWER_PORT: "tcp://10.0.0.1:5555", FLOWER_SERVICE_HOST: "x", FLOWER_PORT_5555_TCP: "y" };
    const found = config([], env);
    expect(found.port).toBe(5555);
    expect(found.warnings).toBe(
      "FLOWER_PORT=tcp://10.0.0.1:5555 comes from a Kubernetes Service and is ignored; use --port.",
    );
  });

  test("FLOWER_UNAUTHENTICATED_API: not needed on this machine or with users, needed elsewhere", () => {
    expect(config([]).flowerApi).toBe(true);
    expect(config(["--basic-auth=a:b"]).flowerApi).toBe(true);
    expect(config(["--unix-socket=/x/y"]).flowerApi).toBe(true);
    expect(config(["--address=0.0.0.0"]).flowerApi).toBe(false);
    expect(config(["--address=0.0.0.0"], { FLOWER_UNAUTHENTICATED_API: "true" }).flowerApi).toBe(true);
  });

  test("OAuth's are answered", () => {
    expect(config([], { FLOWER_OAUTH2_KEY: "secretkey" }).warnings).toContain(
      "OAuth sign-in is not built yet",
    );
    expect(config([], { FLOWER_OAUTH2_KEY: "secretkey" }).warnings).not.toContain("secretkey");
  });
});

describe("flowerconfig.py", () => {
  const FILE = `
"""Our Flower."""
import os  # comment
from tasks import app

port = 8888  # not the default
address = '127.0.0.1'
basic_auth = [
    "ann:p,w%",  # a comma and a percent sign
    'bob:x#y',
]
inspect_timeout = 1500.5
read_only = True
purge_offline_workers = None
task_runtime_metric_buckets = (1, 5.5, 'inf')
natural_time: bool = False
unknown_to_all = {'a': 1}
max_tasks = int(os.environ['MAX'])

def format_task(task):
    task.args = '()'
    return task

if os.environ.get('X'):
    port = 9
`;
  test("plain values are read, the rest is named", () => {
    const found = config([], {}, FILE);
    expect(found).toMatchObject({
      port: 8888,
      inspectTimeoutMs: 1501,
      readOnly: true,
      purgeOfflineMs: null,
      runtimeBuckets: [1, 5.5],
      naturalTime: false,
      maxTasks: 100_000,
    });
    expect(found.users.map(({ name, password }) => `${name}:${password}`)).toEqual(["ann:p,w%", "bob:x#y"]);
    expect(found.warnings.split("\n")).toEqual([
      expect.stringMatching(/^flowerconfig.py, line 18: max_tasks is not a plain value and is not read/),
      expect.stringMatching(/^flowerconfig.py, line 24: only plain assignments are read, not: if os/),
      expect.stringMatching(/^flowerconfig.py: format_task: Umbel runs no Python/),
    ]);
  });

  test.each([
    ["port = 5 + 1", "port"],
    ["port = [1, [2", "port"],
    ["basic_auth = 'a' 'b'", "basic_auth"],
    ["basic_auth = f'{x}'", "basic_auth"],
  ])("%s is not guessed at", (file, name) => {
    expect(config([], {}, file).warnings).toContain(`${name} is not a plain value`);
  });

  test("a wrong value is an error that names the file; so is a --conf that is not there", () => {
    expect(load([], {}, "port = 'x'")).toMatchObject({
      kind: "error",
      problems: [expect.stringContaining("flowerconfig.py: port")],
    });
    expect(load(["--conf=mine.py"])).toMatchObject({
      kind: "error",
      problems: ["--conf: mine.py cannot be read."],
    });
    expect(load(["--conf=flowerconfig.py"]).kind).toBe("config");
  });
});

test.each([
  ["--certfile=c.pem", "needs --keyfile"],
  ["--ca-certs=c.pem", "needs --certfile"],
  ["--task-runtime-metric-buckets=5,1", "rising"],
  ["--inspect-timeout=abc", "not a number"],
  ["--logging=loud", "not a level"],
])("%s is refused in words", (option, words) => {
  const loaded = load([option]);
  expect(loaded.kind === "error" ? loaded.problems.join() : "accepted").toContain(words);
});

test("A20: names that are no columns do not stop the start, as in Flower", () => {
  const loaded = loadConfig(["flower", "--tasks_columns=name, Foo Bar,uuid,,état"], {}, "1.2.3");
  expect(loaded).toMatchObject({
    kind: "config",
    config: { tasksColumns: ["name", "Foo Bar", "uuid", "état"] },
  });
});

test("A20: as `umbel flower` a wrong option ends with 1, as in Flower; elsewhere with 2", () => {
  const wrong = ["--certfile=c.pem"];
  expect(loadConfig(["flower", ...wrong], {}, "1.2.3")).toMatchObject({ kind: "error", exitCode: 1 });
  expect(loadConfig(wrong, {}, "1.2.3")).toMatchObject({ kind: "error", exitCode: 2 });
});
