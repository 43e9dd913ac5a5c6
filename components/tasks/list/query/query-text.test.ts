import { describe, expect, it } from "vitest";
import { someInfo } from "../../fixtures.test-helper.ts";
import { isUnfinished, suggest, withChosen } from "./query-text.ts";

const info = someInfo({
  byName: [
    ["billing.charge", 40],
    ["mail.send", 30],
  ],
  byWorker: [["celery@mail-1", 12]],
  byQueue: [["two words", 3]],
  byException: [["TimeoutError", 214]],
});

/** `|` is the caret. */
function at(text: string): readonly [string, number] {
  return [text.replace("|", ""), text.indexOf("|")];
}
const offered = (text: string) => suggest(...at(text), info).items.map(({ insert }) => insert);

function chosen(text: string, insert: string): string {
  const [query, caret] = at(text);
  const [next, after] = withChosen(query, suggest(query, caret, info), insert);
  return `${next.slice(0, after)}|${next.slice(after)}`;
}

describe("suggest", () => {
  it("teaches the fields first, and how words are combined behind them", () => {
    expect(offered("|").slice(0, 4)).toEqual(["state:", "name:", "exception:", "received:"]);
    expect(offered("refused |")).toContain("OR ");
    expect(offered("refused O|")[0]).toBe("OR ");
  });

  it("offers the values that exist now, with their counts", () => {
    expect(suggest("name:CHAR", 9, info)).toEqual({
      from: 5,
      to: 9,
      items: [{ insert: "billing.charge", head: "name:", value: "billing.charge", hint: "40", open: false }],
    });
    expect(offered("refused mail|")).toEqual(["name:mail.send", "worker:celery@mail-1"]);
    expect(offered("exception:time|")).toEqual(["TimeoutError"]);
    expect(offered("queue:|")).toEqual(['"two words"']);
    expect(offered("error:|")).toEqual(["TimeoutError"]);
  });

  it("teaches operators and ages behind the fields that take them", () => {
    expect(offered("runtime:>|")).toEqual([">1s", ">1m"]);
    expect(offered("received:|")).toContain("<1h");
    expect(offered("is:|")).toEqual(["orphaned", "doubtful", "finished"]);
  });

  it("works in brackets, behind a minus, in a list and in the middle", () => {
    expect(offered("(state:fai|")).toEqual(["failure"]);
    expect(offered("-na|")).toEqual(["name:"]);
    expect(offered("state:failure,ret|")).toEqual(["retry"]);
    expect(chosen("(na| OR x)", "name:")).toBe("(name:| OR x)");
    expect(chosen("-state:failure,ret| x", "retry")).toBe("-state:failure,retry| x");
    expect(chosen("refused nam|e", "name:")).toBe("refused name:|");
    expect(offered('"name:|')).toEqual([]);
  });

  it("knows a value that is still typed", () => {
    expect(isUnfinished(...at("refused name:|"))).toBe(true);
    expect(isUnfinished(...at("refused name:a |"))).toBe(false);
    expect(isUnfinished(...at("refused na|"))).toBe(false);
  });
});
