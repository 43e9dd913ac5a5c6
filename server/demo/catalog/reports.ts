// reports.*: chords that come in waves, exports that their users cancel.
import { date, float } from "../python.ts";
import { bug, deadlock } from "./failures.ts";
import { own, type TaskSpec } from "./spec.ts";

const noRows = bug(
  "ZeroDivisionError('division by zero')",
  "ZeroDivisionError: division by zero",
  own("reports/tasks.py", 88, "render_section", "figures = SECTIONS[section](account, month)"),
  own("reports/sections.py", 141, "conversion", "return orders / visits"),
);

export const REPORTS: readonly TaskSpec[] = [
  {
    name: "reports.monthly_statement",
    queue: "reports",
    perMinute: 0.4,
    medianMs: 520,
    spread: 0.3,
    invoke: (random, subject, at) => ({
      args: [random.int(100, 4_000)],
      kwargs: { month: date(at), statement: subject },
    }),
    result: (_random, subject) => ({ statement: subject, state: "rendering" }),
    failures: [],
    spawns: { child: "reports.render_section", count: [4, 6], body: "reports.assemble_pdf" },
  },
  {
    name: "reports.render_section",
    queue: "reports",
    perMinute: 0,
    medianMs: 1_500,
    spread: 0.5,
    invoke: (random, subject) => ({
      args: [subject, random.pick(["summary", "orders", "refunds", "taxes", "conversion", "traffic"])],
      kwargs: { locale: "en" },
    }),
    result: (random, subject) => `sections/${subject}/${random.hex(6)}.html`,
    failures: [{ share: 0.008, failure: noRows, retried: false }],
  },
  {
    name: "reports.assemble_pdf",
    queue: "reports",
    perMinute: 0,
    medianMs: 2_400,
    spread: 0.3,
    invoke: (random, subject) => ({
      args: [Array.from({ length: 4 }, () => `sections/${subject}/${random.hex(6)}.html`)],
      kwargs: { statement: subject },
    }),
    result: (random, subject) => ({ file: `statements/${subject}.pdf`, pages: random.int(6, 24) }),
    failures: [],
  },
  {
    name: "reports.daily_sales",
    queue: "reports",
    perMinute: 0,
    everySeconds: 180,
    medianMs: 7_500,
    spread: 0.3,
    invoke: (_random, _subject, at) => ({ args: [date(at)], kwargs: { currency: "EUR" } }),
    result: (random) => ({
      orders: random.int(900, 1_400),
      revenue: float(random.between(31_000, 58_000), 2),
    }),
    failures: [{ share: 0.05, failure: deadlock("reports/sales.py", 52, "daily_sales"), retried: true }],
    retry: { max: 3, delaySeconds: 20 },
  },
  {
    name: "reports.export_csv",
    queue: "reports",
    perMinute: 2,
    medianMs: 9_000,
    spread: 0.6,
    softLimitSeconds: 45,
    cancelled: 0.15,
    invoke: (random, subject) => ({
      args: [subject],
      kwargs: {
        table: random.pick(["orders", "customers", "stock"]),
        filters: { since: "2026-01-01", status: ["paid", "shipped"] },
        user: { id: random.int(1, 400) },
      },
    }),
    result: (random, subject) => ({ file: `exports/${subject}.csv`, rows: random.int(2_000, 180_000) }),
    failures: [],
  },
];
