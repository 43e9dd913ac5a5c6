// `conf` and `report` of a simulated worker. With defaults it holds a bare Infinity, as every real one does.

import type { Json } from "#lib/json.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { reprOf } from "../python.ts";
import type { Worker } from "../worker.ts";

const SETTINGS: Readonly<Record<string, Json>> = {
  broker_url: "redis://:**@demo:6379/0",
  result_backend: "redis://:**@demo:6379/1",
  deprecated_settings: null,
  task_send_sent_event: true,
  task_track_started: true,
  result_extended: true,
  task_soft_time_limit: null,
  task_default_queue: "celery",
  timezone: "UTC",
  broker_connection_retry_on_startup: true,
  task_routes: {
    "mail.*": { queue: "mail" },
    "billing.*": { queue: "billing" },
    "images.*": { queue: "media" },
    "video.*": { queue: "media" },
    "reports.*": { queue: "reports" },
    "search.*": { queue: "search" },
    "webhooks.*": { queue: "webhooks" },
    "imports.*": { queue: "imports" },
    "analytics.*": { queue: "analytics" },
    "archive.*": { queue: "archive" },
  },
  beat_schedule: {
    "sessions-cleanup": { task: "sessions.cleanup", schedule: 60, args: [] },
    ledger: { task: "billing.reconcile_ledger", schedule: "<crontab: */2 * * * * (m/h/dM/MY/d)>", args: [] },
    "daily-sales": {
      task: "reports.daily_sales",
      schedule: "<crontab: */3 * * * * (m/h/dM/MY/d)>",
      args: [],
    },
  },
  include: [
    "mail.tasks",
    "billing.tasks",
    "images.tasks",
    "reports.tasks",
    "search.tasks",
    "celery.app.builtins",
  ],
};

const DEFAULTS: Readonly<Record<string, WireJson>> = {
  accept_content: ["json"],
  enable_utc: true,
  broker_pool_limit: 10,
  broker_heartbeat: 120,
  broker_read_url: null,
  broker_write_url: null,
  broker_password: "********",
  broker_transport_options: {},
  result_backend_max_retries: Number.POSITIVE_INFINITY,
  result_expires: "1 day, 0:00:00",
  result_serializer: "json",
  redis_password: "********",
  security_key: "********",
  task_acks_late: false,
  task_serializer: "json",
  task_protocol: 2,
  task_time_limit: null,
  worker_disable_rate_limits: false,
  worker_enable_remote_control: true,
  worker_max_tasks_per_child: null,
  worker_max_memory_per_child: null,
};

export function confOf(worker: Worker, withDefaults: boolean): WireJson {
  const { definition } = worker;
  return {
    ...(withDefaults ? DEFAULTS : {}),
    ...SETTINGS,
    worker_send_task_events: definition.sendsEvents,
    worker_prefetch_multiplier: definition.prefetchMultiplier,
    worker_concurrency: definition.slots,
    worker_pool: definition.pool,
    ...(definition.poolRestarts || withDefaults ? { worker_pool_restarts: definition.poolRestarts } : {}),
  };
}

export function reportOf(worker: Worker): string {
  const old = worker.definition.version.startsWith("5.2");
  const names = old
    ? "celery:5.2.6 (dawn-chorus) kombu:5.2.4 py:3.11.2"
    : "celery:5.5.3 (immunity) kombu:5.5.4 py:3.12.11";
  const settings = Object.entries(SETTINGS).flatMap(([key, value]) => `${key}: ${reprOf(value)}\n`);
  return (
    `\nsoftware -> ${names}\n            billiard:${old ? "4.1.0 redis:4.3.4" : "4.2.1 redis:5.2.1"}\n` +
    "platform -> system:Linux arch:64bit, ELF\n            kernel version:6.1.0 imp:CPython\n" +
    "loader   -> celery.loaders.app.AppLoader\nsettings -> transport:redis results:redis://:**@demo:6379/1\n\n" +
    settings.join("")
  );
}
