// The programs that the tests need beside npm packages. What is missing is installed; what cannot be, is a failure.
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { must, root, run, say } from "./steps.mjs";

const CELERY = "celery[redis]>=5.7,<5.8";
/** What its database backend and its compressions need. */
const BACKENDS = ["sqlalchemy>=2,<3", "psycopg2-binary", "brotli"];
/** Flower itself, to compare Umbel's answers with. */
const FLOWER = "flower==2.2.0";
export const pipPython = path.join(root, ".cache", "celery-pip", "bin", "python");
export const debianPython = "/usr/bin/python3";
/** Celery with its SQS transport, and a server that speaks SQS; not in the other environment, whose Celery is plain. */
const SQS = ["celery[sqs]>=5.7,<5.8", "moto>=5.2,<6", "flask", "flask-cors"];
const sqsPython = path.join(root, ".cache", "celery-sqs", "bin", "python");

/** Debian packages by the program that proves them. */
const PROGRAMS = {
  "redis-server": "redis-server",
  "rabbitmq-server": "rabbitmq-server",
  epmd: "erlang-base",
  chromium: "chromium",
  prometheus: "prometheus",
  promtool: "prometheus",
  openssl: "openssl",
};

/** Debian keeps the server's programs off the PATH. */
const POSTGRES = "/usr/lib/postgresql";

export async function ensureTools() {
  const missing = Object.entries(PROGRAMS).filter(([program]) => !onPath(program));
  const packages = new Set(missing.map(([, name]) => name));
  if (!existsSync(POSTGRES) && !onPath("postgres")) packages.add("postgresql");
  if (!(await imports(debianPython, "celery, redis")))
    for (const name of ["python3-celery", "python3-redis"]) packages.add(name);
  if (packages.size > 0) await aptInstall([...packages]);
  await ensureVenv(
    pipPython,
    [CELERY, FLOWER, ...BACKENDS],
    "celery, redis, flower, sqlalchemy, psycopg2, brotli",
  );
  await ensureVenv(sqsPython, SQS, "celery, boto3, pycurl, moto, flask_cors");
}

/** An environment of pip's packages, made when it was made of others (a version moved) or lacks one of the modules. */
async function ensureVenv(python, packages, modules) {
  const venv = path.dirname(path.dirname(python));
  const stamp = path.join(venv, "packages.txt");
  const wanted = packages.join("\n");
  const made = existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (made && (await imports(python, modules))) return;
  say(`installing ${packages.join(", ")} into ${path.relative(root, venv)} …`);
  await must("making a Python environment", "python3", ["-m", "venv", "--clear", venv], { quiet: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages];
  await must("installing with pip", python, pip, { quiet: true });
  writeFileSync(stamp, wanted);
}

async function aptInstall(packages) {
  say(`installing ${packages.join(", ")} …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const apt = (args) => (process.getuid?.() === 0 ? ["apt-get", args] : ["sudo", ["-E", "apt-get", ...args]]);
  const [update, updateArgs] = apt(["update", "-qq"]);
  await must("apt-get update", update, updateArgs, { quiet: true, env });
  const [install, installArgs] = apt(["install", "-y", "-qq", "--no-install-recommends", ...packages]);
  await must("apt-get install", install, installArgs, { quiet: true, env });
  if (packages.includes("rabbitmq-server")) await stopService("rabbitmq-server");
}

/** Debian starts it where there is a service manager; the tests start their own. */
async function stopService(name) {
  const command = ["systemctl", "disable", "--now", name];
  const [program, ...args] = process.getuid?.() === 0 ? command : ["sudo", ...command];
  await run(program, args, { quiet: true });
}

async function imports(python, modules) {
  const code = await run(python, ["-c", `import ${modules}`], { cwd: "/", quiet: true, env: {} }).catch(
    () => 1,
  );
  return code === 0;
}

function onPath(program) {
  return (process.env.PATH ?? "").split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
