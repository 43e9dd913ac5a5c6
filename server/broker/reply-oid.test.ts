import { describe, expect, it } from "vitest";
import { isStaleOid, makeOid } from "./reply-oid.ts";

const owner = { host: "web-1", pid: 7, processStartedAt: 1_000_000 };
const now = 2_000_000;
const nobody = () => false;
const everybody = () => true;

describe("isStaleOid", () => {
  it("spares a living owner", () => {
    expect(isStaleOid(makeOid({ ...owner, pid: 8 }, now), owner, now, everybody)).toBe(false);
    expect(isStaleOid(makeOid(owner, now), owner, now, everybody)).toBe(false);
    expect(isStaleOid(makeOid({ ...owner, host: "web-2" }, now), owner, now, nobody)).toBe(false);
  });

  it("finds those of the dead", () => {
    expect(isStaleOid(makeOid({ ...owner, pid: 8 }, now), owner, now, nobody)).toBe(true);
    // A container that restarted: same host, same pid, older birth.
    expect(isStaleOid(makeOid(owner, 999_999), owner, now, everybody)).toBe(true);
    expect(isStaleOid(makeOid({ ...owner, host: "web-2" }, now - 86_400_001), owner, now, everybody)).toBe(
      true,
    );
  });

  it("touches nothing that is not Umbel's", () => {
    for (const oid of [
      "9d90ee00-8fa0-3d80-8331-680ffcf59420",
      "",
      "umbel",
      "umbel_web-1_x_y_z",
      "umbel_a_1_zz",
    ]) {
      expect(isStaleOid(oid, owner, now, nobody), oid).toBe(oid === "umbel_a_1_zz" && false);
    }
  });

  it("keeps a strange host name from breaking the form", () => {
    const oid = makeOid({ ...owner, host: "a_b c\u0006" }, now);
    expect(oid.split("_")).toHaveLength(5);
    expect(oid).toMatch(/^[\w.-]+$/);
  });
});
