// billing.*: the tasks that must not fail; a payment gateway that sometimes does for minutes.
import { decimal, float } from "../python.ts";
import { bug, cardDeclined, deadlock, gatewayTimeout } from "./failures.ts";
import { own, type TaskSpec } from "./spec.ts";

const missingCurrency = bug(
  "KeyError('currency')",
  "KeyError: 'currency'",
  own("billing/tasks.py", 133, "issue_invoice", "document = invoices.render(order)"),
  own("billing/invoices.py", 64, "render", 'symbol = SYMBOLS[order.meta["currency"]]'),
);

export const BILLING: readonly TaskSpec[] = [
  {
    name: "billing.charge_card",
    queue: "billing",
    perMinute: 22,
    medianMs: 780,
    spread: 0.55,
    softLimitSeconds: 30,
    hardLimitSeconds: 40,
    invoke: (random, subject) => ({
      args: [subject],
      kwargs: {
        amount: decimal(`${random.int(4, 320)}.${random.int(10, 99)}`),
        currency: random.pick(["EUR", "USD", "GBP"]),
        idempotency_key: random.uuid(),
      },
    }),
    result: (random) => ({ charge: `ch_${random.hex(14)}`, status: "captured" }),
    failures: [
      { share: 0.014, failure: cardDeclined, retried: false },
      { share: 0.02, failure: gatewayTimeout(58, "charge_card"), retried: true },
    ],
    retry: { max: 3, delaySeconds: 20 },
    chain: ["billing.issue_invoice", "mail.send_receipt"],
  },
  {
    name: "billing.issue_invoice",
    queue: "billing",
    perMinute: 0,
    medianMs: 540,
    spread: 0.4,
    invoke: (random, subject) => ({
      args: [subject],
      kwargs: { format: random.pick(["pdf", "pdf", "ubl"]) },
    }),
    result: (random, subject) => ({
      invoice: `INV-${subject}`,
      pages: random.int(1, 3),
      bytes: random.int(18_000, 64_000),
    }),
    failures: [{ share: 0.012, failure: missingCurrency, retried: false }],
  },
  {
    name: "billing.refund",
    queue: "billing",
    perMinute: 2,
    medianMs: 900,
    spread: 0.5,
    invoke: (random, subject) => ({
      args: [subject],
      kwargs: { reason: random.pick(["requested_by_customer", "duplicate", "fraudulent"]) },
    }),
    result: (random) => `re_${random.hex(14)}`,
    failures: [{ share: 0.03, failure: gatewayTimeout(93, "refund"), retried: true }],
    retry: { max: 2, delaySeconds: 30 },
  },
  {
    name: "billing.reconcile_ledger",
    queue: "billing",
    perMinute: 0,
    everySeconds: 120,
    medianMs: 11_000,
    spread: 0.3,
    softLimitSeconds: 60,
    invoke: (random) => ({
      args: [],
      kwargs: { account: random.pick(["sales", "fees", "payouts"]), window_minutes: 2 },
    }),
    result: (random) => ({
      checked: random.int(300, 900),
      corrected: random.chance(0.2) ? 1 : 0,
      seconds: float(random.between(4, 19), 2),
    }),
    failures: [
      { share: 0.06, failure: deadlock("billing/ledger.py", 207, "reconcile_ledger"), retried: true },
    ],
    retry: { max: 5, delaySeconds: 10 },
  },
];
