// Every task name of the demo cluster, by name. A name that is sent but not in here is one the workers do not know.
import { ANALYTICS } from "./catalog/analytics.ts";
import { BILLING } from "./catalog/billing.ts";
import { MAIL } from "./catalog/mail.ts";
import { MEDIA } from "./catalog/media.ts";
import { PLATFORM } from "./catalog/platform.ts";
import { REPORTS } from "./catalog/reports.ts";
import type { TaskSpec } from "./catalog/spec.ts";

export const CATALOG: ReadonlyMap<string, TaskSpec> = new Map(
  [...MAIL, ...BILLING, ...MEDIA, ...REPORTS, ...PLATFORM, ...ANALYTICS].map((spec) => [spec.name, spec]),
);

/** An old release of the application still sends it: workers answer with NotRegistered. */
export const UNREGISTERED = { name: "inventory.sync_legacy", queue: "celery", perMinute: 0.15 };
