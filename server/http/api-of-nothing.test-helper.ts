// The API without a network and with nothing behind it: for what is decided before a handler does anything.
import { createShares } from "#lib/access/shares.ts";
import { UmbelError } from "#lib/api/error.ts";
import { createClusters } from "../engine/clusters.ts";
import { SILENT } from "../log.ts";
import { createApi } from "./api.ts";
import type { ApiDeps } from "./api-deps.ts";
import { createFakeEngine } from "./fake-engine.test-helper.ts";

type Parts = Pick<ApiDeps, "batches" | "preflight" | "withSelected" | "sender" | "results">;

/** `refused`: what was written down of those who may not. */
export function apiOfNothing(part: Partial<ApiDeps> = {}) {
  const engine = createFakeEngine();
  const refused: string[] = [];
  const never = () => Promise.reject(new Error("not part of this test"));
  const app = createApi({
    engine,
    clusters: createClusters([engine]),
    runCommand: never,
    runAction: never,
    pauses: { pause: never, resume: never },
    acknowledging: { acknowledge: never, unacknowledge: never },
    refuse: (_actor, what, why) => {
      refused.push(what);
      return Promise.reject(new UmbelError("forbidden", why));
    },
    // Nothing of them is asked here.
    ...({ batches: {}, preflight: never, withSelected: never, sender: {}, results: {} } as unknown as Parts),
    recentAudit: () => [],
    auditSince: () => null,
    auditOfTask: () => [],
    metrics: never,
    metricsAuth: false,
    streams: createShares({ what: "streams", each: 1, total: 1 }),
    log: SILENT,
    readOnly: false,
    defaults: { tasksColumns: null, naturalTime: true },
    flower: { apiOpen: true, cors: false, inspectTimeoutMs: 1_000 },
    version: "1.2.3",
    ...part,
  });
  return { app, refused };
}
