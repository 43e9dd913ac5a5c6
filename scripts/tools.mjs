// The programs that the tests need beside npm packages. What is missing is installed; what cannot be, is a failure.
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { must, root, run, say } from "./steps.mjs";

const CELERY = "celery[redis]>=5.6,<5.7";
export const pipPython = path.join(root, ".cache", "celery-pip", "bin", "python");
export const debianPython = "/usr/bin/python3";

/** Debian packages by the program that proves them. */
const PROGRAMS = {
  "redis-server": "redis-server",
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
  if (!(await hasCelery(debianPython)))
    for (const name of ["python3-celery", "python3-redis"]) packages.add(name);
  if (packages.size > 0) await aptInstall([...packages]);
  await ensurePipCelery();
}

async function ensurePipCelery() {
  if (existsSync(pipPython) && (await hasCelery(pipPython))) return;
  say(`installing ${CELERY} into .cache/celery-pip …`);
  const venv = path.dirname(path.dirname(pipPython));
  await must("making a Python environment", "python3", ["-m", "venv", "--clear", venv], { quiet: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", CELERY];
  await must("installing Celery with pip", pipPython, pip, { quiet: true });
}

async function aptInstall(packages) {
  say(`installing ${packages.join(", ")} …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const apt = (args) => (process.getuid?.() === 0 ? ["apt-get", args] : ["sudo", ["-E", "apt-get", ...args]]);
  const [update, updateArgs] = apt(["update", "-qq"]);
  await must("apt-get update", update, updateArgs, { quiet: true, env });
  const [install, installArgs] = apt(["install", "-y", "-qq", "--no-install-recommends", ...packages]);
  await must("apt-get install", install, installArgs, { quiet: true, env });
}

async function hasCelery(python) {
  return (
    (await run(python, ["-c", "import celery, redis"], { cwd: "/", quiet: true, env: {} }).catch(() => 1)) ===
    0
  );
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
