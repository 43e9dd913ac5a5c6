// How the demo's tasks go wrong: exceptions of real libraries with the frames one meets in their tracebacks.
import type { Random } from "../random.ts";
import { type Failure, type Frame, lib, own } from "./spec.ts";

const HTTP_FRAMES: readonly Frame[] = [
  lib(
    "requests/sessions.py",
    637,
    "post",
    'return self.request("POST", url, data=data, json=json, **kwargs)',
  ),
  lib("requests/sessions.py", 589, "request", "resp = self.send(prep, **send_kwargs)"),
  lib("requests/sessions.py", 703, "send", "r = adapter.send(request, **kwargs)"),
];

export function gatewayTimeout(line: number, fn: string): Failure {
  return {
    raise: () => {
      const text =
        "HTTPSConnectionPool(host='api.payments.example', port=443): Read timed out. (read timeout=10)";
      return {
        exception: `ReadTimeout(ReadTimeoutError("${text}"))`,
        last: `requests.exceptions.ReadTimeout: ${text}`,
      };
    },
    afterMs: 10_000,
    cause: `urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='api.payments.example', port=443): Read timed out. (read timeout=10)`,
    frames: [
      own("billing/tasks.py", line, fn, `charge = gateway.${fn}(order, idempotency_key=key)`),
      own(
        "billing/gateway.py",
        112,
        "_post",
        'response = self._session.post(f"{self.base}/charges", json=body)',
      ),
      ...HTTP_FRAMES,
      lib("requests/adapters.py", 713, "send", "raise ReadTimeout(e, request=request)"),
    ],
  };
}

export const cardDeclined: Failure = {
  raise: (random) => {
    const code = random.pick(["insufficient_funds", "expired_card", "do_not_honor", "incorrect_cvc"]);
    return {
      exception: `CardDeclined('card_declined', '${code}')`,
      last: `billing.errors.CardDeclined: ('card_declined', '${code}')`,
    };
  },
  frames: [
    own("billing/tasks.py", 58, "charge_card", "charge = gateway.charge(order, idempotency_key=key)"),
    own("billing/gateway.py", 121, "charge", 'raise CardDeclined("card_declined", body["decline_code"])'),
  ],
};

export function deadlock(file: string, line: number, fn: string): Failure {
  return {
    raise: (random) => {
      const text = `deadlock detected\nDETAIL:  Process ${random.int(20_000, 32_000)} waits for ShareLock on transaction ${random.int(90_000_000, 99_999_999)}`;
      return {
        exception: `OperationalError('${text.replace("\n", "\\n")}\\n')`,
        last: `django.db.utils.OperationalError: ${text}\n`,
      };
    },
    frames: [
      own(file, line, fn, "ledger.save(update_fields=['balance', 'version'])"),
      lib("django/db/models/base.py", 892, "save", "self.save_base("),
      lib("django/db/backends/utils.py", 105, "_execute", "return self.cursor.execute(sql, params)"),
    ],
  };
}

export const recipientRefused: Failure = {
  raise: (random) => {
    const text = `{'user${random.int(1000, 99_999)}@example.org': (550, b'5.1.1 <mailbox unavailable>')}`;
    return {
      exception: `SMTPRecipientsRefused(${text})`,
      last: `smtplib.SMTPRecipientsRefused: ${text}`,
    };
  },
  frames: [
    own("mail/tasks.py", 34, "_deliver", "connection.send_messages([message])"),
    lib("django/core/mail/backends/smtp.py", 136, "send_messages", "sent = self._send(message)"),
    lib("django/core/mail/backends/smtp.py", 156, "_send", "self.connection.sendmail("),
    {
      file: "/usr/local/lib/python3.12/smtplib.py",
      line: 901,
      fn: "sendmail",
      code: "raise SMTPRecipientsRefused(senderrs)",
    },
  ],
};

export const smtpGone: Failure = {
  raise: () => ({
    exception: "SMTPServerDisconnected('Connection unexpectedly closed')",
    last: "smtplib.SMTPServerDisconnected: Connection unexpectedly closed",
  }),
  frames: [
    own("mail/tasks.py", 34, "_deliver", "connection.send_messages([message])"),
    lib("django/core/mail/backends/smtp.py", 122, "send_messages", "new_conn_created = self.open()"),
    {
      file: "/usr/local/lib/python3.12/smtplib.py",
      line: 405,
      fn: "getreply",
      code: 'raise SMTPServerDisconnected("Connection unexpectedly closed")',
    },
  ],
};

export const badImage: Failure = {
  raise: (random) => {
    const text = `cannot identify image file <_io.BytesIO object at 0x7f${random.hex(10)}>`;
    return { exception: `UnidentifiedImageError('${text}')`, last: `PIL.UnidentifiedImageError: ${text}` };
  },
  frames: [
    own("images/tasks.py", 71, "_load", "picture = pipeline.open(original)"),
    own("images/pipeline.py", 29, "open", "return Image.open(BytesIO(data)).convert('RGB')"),
    lib("PIL/Image.py", 3498, "open", "raise UnidentifiedImageError(msg)"),
  ],
};

export const storageSlow: Failure = {
  raise: () => {
    const text =
      "An error occurred (SlowDown) when calling the GetObject operation (reached max retries: 4): Please reduce your request rate.";
    return {
      exception: `ClientError('${text}')`,
      last: `botocore.exceptions.ClientError: ${text}`,
    };
  },
  frames: [
    own("images/tasks.py", 42, "fetch_original", "data = storage.read(key)"),
    own(
      "common/storage.py",
      88,
      "read",
      "return self.client.get_object(Bucket=self.bucket, Key=key)['Body'].read()",
    ),
    lib("botocore/client.py", 569, "_api_call", "return self._make_api_call(operation_name, kwargs)"),
    lib("botocore/client.py", 1023, "_make_api_call", "raise error_class(parsed_response, operation_name)"),
  ],
};

export const webhookRefused: Failure = {
  raise: (random: Random) => {
    const shop = random.pick(["acme", "globex", "initech", "umbrella"]);
    const text = `503 Server Error: Service Unavailable for url: https://hooks.${shop}.example/orders`;
    return { exception: `HTTPError('${text}')`, last: `requests.exceptions.HTTPError: ${text}` };
  },
  frames: [
    own("webhooks/tasks.py", 47, "deliver", "response.raise_for_status()"),
    lib("requests/models.py", 1024, "raise_for_status", "raise HTTPError(http_error_msg, response=self)"),
  ],
};

export const searchTimeout: Failure = {
  raise: () => ({
    exception: "ConnectionTimeout('Connection timed out')",
    last: "elastic_transport.ConnectionTimeout: Connection timed out",
  }),
  frames: [
    own("search/tasks.py", 25, "index_product", "es.index(index='products', id=product.pk, document=doc)"),
    lib("elasticsearch/_sync/client/utils.py", 455, "wrapped", "return api(*args, **kwargs)"),
    lib("elastic_transport/_transport.py", 342, "perform_request", "resp = node.perform_request("),
  ],
};

/** A bug of the application's own: no library frame at all. */
export function bug(exception: string, last: string, ...frames: readonly Frame[]): Failure {
  return { raise: () => ({ exception, last }), frames };
}

/** The kernel killed the pool process. */
export const outOfMemory: Failure = {
  raise: (random) => {
    const text = `Worker exited prematurely: signal 9 (SIGKILL) Job: ${random.int(20, 4000)}.`;
    return { exception: `WorkerLostError('${text}')`, last: `billiard.exceptions.WorkerLostError: ${text}` };
  },
  frames: [lib("billiard/pool.py", 1265, "mark_as_worker_lost", "raise WorkerLostError(")],
  byPool: true,
};

export function softLimit(taskName: string): Failure {
  const [module = "", fn = ""] = taskName.split(".");
  return {
    raise: () => ({
      exception: "SoftTimeLimitExceeded()",
      last: "billiard.exceptions.SoftTimeLimitExceeded: SoftTimeLimitExceeded()",
    }),
    frames: [
      own(`${module}/tasks.py`, 30 + taskName.length * 4, fn, "for chunk in self.chunks(*args, **kwargs):"),
      lib("billiard/pool.py", 229, "soft_timeout_sighandler", "raise SoftTimeLimitExceeded()"),
    ],
  };
}

export function hardLimit(seconds: number): Failure {
  return {
    raise: () => ({
      exception: `TimeLimitExceeded(${seconds},)`,
      last: `billiard.exceptions.TimeLimitExceeded: TimeLimitExceeded(${seconds},)`,
    }),
    frames: [lib("billiard/pool.py", 684, "on_hard_timeout", "raise TimeLimitExceeded(job._timeout)")],
    byPool: true,
  };
}
