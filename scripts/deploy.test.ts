// What deploy/ says is so: its files can be read, name options and paths that Umbel has, and keep to what docs/deploying.md
// promises of them. The engines that run them are not needed here.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { variables } from "#server/config/option.ts";
import { OPTION_LIST, OPTIONS } from "#server/config/options.ts";
import { areaOf } from "#server/http/areas.ts";

const ROOT = path.join(import.meta.dirname, "..");
const DEPLOY = path.join(ROOT, "deploy");
const read = (file: string) => readFileSync(path.join(DEPLOY, file), "utf8");
const FILES = readdirSync(DEPLOY, { recursive: true, encoding: "utf8" }).filter((name) =>
  /Dockerfile|\.\w+$/.test(name),
);
const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));

/** As far as YAML goes: lines that only steer are left out, and each value that a template prints is a word. */
function template(name: string) {
  const text = read(`helm/umbel/templates/${name}.yaml`)
    .replace(/^\s*\{\{-.*\}\}\n/gm, "")
    .replace(/\{\{.*?\}\}/g, "word");
  return parse(text);
}

test("it names no variable that Umbel does not read", () => {
  const known = new Set(OPTION_LIST.flatMap(([, spec]) => variables(spec)));
  const documents = [
    ...FILES.map((name) => [name, read(name)] as const),
    ["docs/deploying.md", readFileSync(path.join(ROOT, "docs/deploying.md"), "utf8")] as const,
  ];
  const named = documents.flatMap(([file, text]) =>
    [...text.matchAll(/\bUMBEL_[A-Z_]*[A-Z]\b/g)].map(([name]) => ({ file, name })),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ name }) => !known.has(name))).toEqual([]);
});

test("it starts what the package has", () => {
  const started = FILES.flatMap((name) =>
    [...read(name).matchAll(/node_modules\/umbel\/(\S+\.mjs)/g)].map(([, file = ""]) => ({ name, file })),
  );
  expect(started.map(({ name }) => name).sort()).toEqual(["docker/Dockerfile", "systemd/umbel.service"]);
  const { bin } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  for (const { name, file } of started) expect(file, name).toBe(bin.umbel);
});

test("paths that are probed and scraped are answered to everybody", () => {
  const [container] = template("deployment").spec.template.spec.containers;
  const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
  const [endpoint] = template("service-monitor").spec.endpoints;
  const paths = [...probes.map(({ httpGet }) => httpGet.path), endpoint.path, "/healthcheck"];
  expect(paths).toHaveLength(5);
  for (const each of paths) {
    const area = areaOf(each, { metricsAuth: false, dev: false, publicFiles: new Set() });
    expect(area, each).toMatchObject({ servedBy: "api", open: true });
  }
  expect(read("docker/Dockerfile")).toMatch(/HEALTHCHECK[^[]*\[[^\]]*\/healthcheck/);
});

test("the port is the one that Umbel listens on", () => {
  const port = OPTIONS.port.default;
  const [container] = template("deployment").spec.template.spec.containers;
  expect(container.ports).toEqual([{ name: "http", containerPort: port }]);
  expect(container.env).toContainEqual({ name: "UMBEL_PORT", value: String(port) });
  expect(template("service").spec.ports[0].targetPort).toBe("http");
  expect(template("network-policy").spec.ingress[0].ports).toEqual([{ port: "http" }]);
  expect(read("docker/Dockerfile")).toContain(`EXPOSE ${port}`);
  expect(parse(read("compose/compose.yaml"), { merge: true }).services.umbel.ports).toEqual([
    `127.0.0.1:${port}:${port}`,
  ]);
});

test("the image: no root, no build in it, its data in one volume", () => {
  const [build = "", image = ""] = read("docker/Dockerfile")
    .split(/^FROM /m)
    .slice(1);
  expect(build).toContain("npm pack");
  expect(image).not.toMatch(/^RUN|^COPY (?!--from=build)/m);
  expect(image).toMatch(/^USER 1000:1000$/m);
  expect(image).toMatch(/^VOLUME \/data$/m);
  expect(image).toMatch(/UMBEL_DATA_DIR=\/data$/m);
  const [, entry = ""] = /^ENTRYPOINT \["node", "\/app\/node_modules\/umbel\/(.*)"\]$/m.exec(image) ?? [];
  expect(entry).toBe(JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")).bin.umbel);
});

test("the image is built of all that the build reads, and of nothing else", () => {
  const wanted = read("docker/Dockerfile.dockerignore").match(/^!.*/gm) ?? [];
  const names = wanted.map((line) => line.slice(1));
  expect(names.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
  const steps = readFileSync(path.join(ROOT, "scripts/steps.mjs"), "utf8");
  const [, sources = ""] = /const SOURCES = \[([^\]]*)\]/.exec(steps) ?? [];
  const roots = [...sources.matchAll(/"([\w.-]+)(?:\/[^"]*)?"/g)].map(([, name = ""]) => name);
  expect(roots.length).toBeGreaterThan(5);
  expect(roots.filter((name) => !names.includes(name))).toEqual([]);
});

test("the composition: Umbel has no rights, its root is read-only, its passwords are given from outside", () => {
  const { services, volumes } = parse(read("compose/compose.yaml"), { merge: true });
  expect(services.umbel).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    volumes: ["umbel-data:/data"],
  });
  expect(Object.keys(volumes)).toEqual(["umbel-data"]);
  expect(services.umbel.environment.UMBEL_BASIC_AUTH).toMatch(/^\$\{UMBEL_BASIC_AUTH:\?/);
  expect(services.umbel.environment.UMBEL_SECRET).toMatch(/^\$\{UMBEL_SECRET:\?/);
  for (const { build } of [services.umbel, services.worker]) {
    const context = path.join("compose", build.context);
    expect(existsSync(path.join(DEPLOY, context, build.dockerfile ?? "Dockerfile"))).toBe(true);
  }
  for (const { depends_on = {} } of Object.values<{ depends_on?: object }>(services))
    for (const name of Object.keys(depends_on)) expect(services).toHaveProperty(name);
});

test("the chart: no root, a read-only root, one Umbel a volume, secrets by reference", () => {
  const { spec } = template("deployment");
  expect(spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  const pod = spec.template.spec;
  // Kubernetes would set UMBEL_PORT to an address, of a service that is called umbel.
  expect(pod).toMatchObject({ enableServiceLinks: false, automountServiceAccountToken: false });
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 });
  const [container] = pod.containers;
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  expect(container.volumeMounts).toEqual([{ name: "data", mountPath: "/data" }]);
  expect(container.env).toContainEqual({ name: "UMBEL_DATA_DIR", value: "/data" });
  expect(container.envFrom).toHaveLength(1);
  const secrets = OPTION_LIST.filter(([, { secret }]) => secret).flatMap(([, option]) => variables(option));
  const plain = container.env.filter(({ value }: { value?: string }) => value !== undefined);
  expect(plain.filter(({ name }: { name: string }) => secrets.includes(name))).toEqual([]);
});

test("the chart: every value is used, every used value is there, and its version is Umbel's", () => {
  const values = parse(read("helm/umbel/values.yaml"));
  const used = new Set<string>();
  for (const name of FILES.filter((file) => file.startsWith("helm/umbel/templates/")))
    for (const [, found = ""] of read(name).matchAll(/\.Values\.([\w.]+)/g)) used.add(found);
  const at = (dotted: string) =>
    dotted
      .split(".")
      .reduce((value: unknown, key) => (value as Record<string, unknown> | undefined)?.[key], values);
  expect([...used].filter((dotted) => at(dotted) === undefined)).toEqual([]);
  const unused = Object.entries(values).flatMap(([key, value]) =>
    [...used].some((dotted) => dotted.split(".")[0] === key) ? [] : [{ key, value }],
  );
  expect(unused).toEqual([]);
  expect(parse(read("helm/umbel/Chart.yaml"))).toMatchObject({ version, appVersion: version });
  for (const name of ["data", "ingress"])
    expect(template(name).kind).toMatch(/^(?:PersistentVolumeClaim|Ingress)$/);
});

test("the unit: a user of its own, one folder to write in, and it is not started again with wrong options", () => {
  const unit = read("systemd/umbel.service");
  for (const line of [
    "DynamicUser=yes",
    "StateDirectory=umbel",
    "ProtectSystem=strict",
    "NoNewPrivileges=yes",
    "CapabilityBoundingSet=",
    "RestartPreventExitStatus=2",
  ])
    expect(unit.split("\n")).toContain(line);
  expect(unit).toContain("UMBEL_DATA_DIR=%S/umbel");
  expect(unit).not.toMatch(/^MemoryDenyWriteExecute=yes/m);
});
