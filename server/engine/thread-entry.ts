// What a worker thread is started with. A bundled entry runs as it is; a `.ts` entry (development and tests) is loaded
// through tsx, which a thread does not inherit: a data URL registers it first.
export function threadEntry(entry: URL): URL {
  if (!entry.pathname.endsWith(".ts")) return entry;
  const code = [
    `import { register } from ${JSON.stringify(import.meta.resolve("tsx/esm/api"))};`,
    "register();",
    `await import(${JSON.stringify(entry.href)});`,
  ].join("\n");
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
