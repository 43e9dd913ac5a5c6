import { describe, expect, it } from "vitest";
import { parseTransportOptions } from "../../kombu/read-transport-options.ts";
import { MASK } from "../../masking/mark.ts";
import { optionFindings, toldOptions } from "./of-options.ts";

function ours(value: unknown) {
  const read = parseTransportOptions(JSON.stringify(value));
  if (!read.ok) throw new Error(read.detail);
  return read.value.options;
}
const worker = (hostname: string, transport: object, more: object = {}) => ({
  hostname,
  conf: { broker_transport_options: { ...transport }, ...more },
});

describe("optionFindings", () => {
  it("says nothing of what agrees, or changes nothing", () => {
    const workers = [
      worker(
        "w1@h",
        { priority_steps: [9, 6, 3, 0], visibility_timeout: 60 },
        { event_exchange: "celeryev" },
      ),
      { hostname: "w2@h", conf: {} },
    ];
    expect(optionFindings(workers, null)).toEqual([]);
  });

  it("says what was taken over, once for all workers that say the same", () => {
    const workers = [worker("w1@h", { priority_steps: [0, 5] }), worker("w2@h", { priority_steps: [0, 5] })];
    expect(toldOptions(workers)).toEqual({ prioritySteps: [0, 5] });
    const [finding, ...others] = optionFindings(workers, null);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ level: "info", subject: "w1@h and 1 more worker" });
    expect(finding?.text).toContain(`Umbel has adopted it`);
    expect(finding?.text).toContain(`--broker-transport-options '{"priority_steps":[0,5]}'`);
  });

  it("warns of what was set otherwise, and of events that are not heard", () => {
    const workers = [worker("w1@h", { priority_steps: [0, 5] }, { event_exchange: "myev" })];
    const findings = optionFindings(workers, ours({ priority_steps: [0, 1] }));
    expect(findings.map(({ level }) => level)).toEqual(["warn", "warn"]);
    expect(findings[1]?.text).toContain(
      `its events are not heard. Set --broker-transport-options '{"event_exchange":"myev"}'`,
    );
    expect(optionFindings(workers, ours({ priority_steps: [5], event_exchange: "myev" }))).toEqual([]);
  });

  it("knows that Celery hides whatever is called key", () => {
    const workers = [worker("w1@h", { unacked_key: MASK })];
    expect(toldOptions(workers)).toEqual({});
    expect(optionFindings(workers, null)[0]?.text).toContain("whose value Celery masks");
    expect(optionFindings(workers, ours({ unacked_key: "mine" }))).toEqual([]);
  });

  it("takes every step that any worker uses, and nothing that is none", () => {
    const workers = [
      worker("w1@h", { priority_steps: [0, 5] }),
      worker("w2@h", { priority_steps: [0, "x", 7.5, 9] }),
    ];
    expect(toldOptions(workers)).toEqual({ prioritySteps: [0, 5, 9] });
  });
});
