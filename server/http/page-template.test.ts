// Guards what an answer writes into a page that was built: its cluster, and where its links lead.
import { expect, test } from "vitest";
import { NOTHING_SHOWN, readShown } from "#lib/api/shown.ts";
import { pageTemplate } from "./page-template.ts";

const HTML =
  '<html lang="en"><head><title>Queues · Umbel</title></head><a href="#main"></a><a class="x" href="/"></a><a href="/tasks?a=1"></a></html>';

test("of several clusters it says which it shows, whatever their names are, and its links stay there", () => {
  const shown = { ...NOTHING_SHOWN, cluster: 'a "<b>&', clusters: ["main", 'a "<b>&'], demo: true };
  const html = pageTemplate("queues", HTML).fill("n", { shown, target: "/queues" });
  const here = new Map(
    [...html.matchAll(/ (data-[a-z]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&"),
    ]),
  );
  expect(readShown((name) => here.get(name) ?? null)).toEqual(shown);
  expect(html).toContain("<title>Queues · a &quot;&lt;b&gt;&amp; · Umbel</title>");
  const base = "/c/a%20%22%3Cb%3E%26";
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    "#main",
    base,
    `${base}/tasks?a=1`,
  ]);
});

test("with one cluster it stays as it was built", () => {
  expect(pageTemplate("queues", HTML).fill("n", { shown: NOTHING_SHOWN, target: "/queues" })).toBe(HTML);
});

test("what is no page of ours is none", () => {
  expect(() => pageTemplate("x", "<p>")).toThrow("x.html");
});
