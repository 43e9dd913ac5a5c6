// What the simulation knows of a task name: how often it is sent, how long it runs, how it goes wrong, what follows.
import type { PyKwargs, PyValue } from "../python.ts";
import type { Random } from "../random.ts";

const SITE_PACKAGES = "/usr/local/lib/python3.12/site-packages";

export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly fn: string;
  readonly code: string;
}

/** An exception as an event shows it: `exception` is its repr, `last` the closing line of the traceback. */
export interface Raised {
  readonly exception: string;
  readonly last: string;
}

export interface Failure {
  readonly raise: (random: Random) => Raised;
  /** Innermost last; Celery's own frames are put in front. */
  readonly frames: readonly Frame[];
  /** How long it takes to fail so, when that is not a matter of the task: a time-out. */
  readonly afterMs?: number;
  /** Raised by the worker about a pool process that is gone: no frame of the task is known. */
  readonly byPool?: boolean;
  /** Shown above, as by `raise … from`: text of the exception that led to this one. */
  readonly cause?: string;
}

export interface Invocation {
  readonly args: readonly PyValue[];
  readonly kwargs: PyKwargs;
}

export interface TaskSpec {
  readonly name: string;
  readonly queue: string;
  /** 0, the most urgent, when left out. */
  readonly priority?: number;
  /** Sent this often by the web application; 0 when only other tasks or the scenario send it. */
  readonly perMinute: number;
  /** Sent by beat at this interval. */
  readonly everySeconds?: number;
  readonly medianMs: number;
  /** Sigma of the lognormal run time. */
  readonly spread: number;
  /** `subject` is the order, image … all tasks of one workflow are about; `at` epoch ms. */
  readonly invoke: (random: Random, subject: number, at: number) => Invocation;
  readonly result: (random: Random, subject: number) => PyValue;
  /** Shares of all runs. */
  readonly failures: readonly {
    readonly share: number;
    readonly failure: Failure;
    readonly retried: boolean;
  }[];
  readonly retry?: { readonly max: number; readonly delaySeconds: number };
  readonly expiresSeconds?: number;
  /** This share of the calls has a countdown between the two. */
  readonly countdown?: { readonly share: number; readonly seconds: readonly [number, number] };
  /** Rate limit a minute, per worker. */
  readonly perMinuteLimit?: number;
  readonly softLimitSeconds?: number;
  readonly hardLimitSeconds?: number;
  /** Names called one after another when this one succeeds. */
  readonly chain?: readonly string[];
  /** Sends a group from inside itself; `body` makes it a chord. */
  readonly spawns?: {
    readonly child: string;
    readonly count: readonly [number, number];
    readonly body?: string;
  };
  /** Share of runs that end in `Reject(requeue=False)`. */
  readonly rejects?: number;
  /** Share of runs that their user cancels (revoke with terminate). */
  readonly cancelled?: number;
  /** Sends this many `task-progress` events while it runs. */
  readonly progress?: number;
}

/** A project file's frame: what a dashboard should make stand out. */
export function own(file: string, line: number, fn: string, code: string): Frame {
  return { file: `/srv/shop/${file}`, line, fn, code };
}

/** A frame of an installed package. */
export function lib(file: string, line: number, fn: string, code: string): Frame {
  return { file: `${SITE_PACKAGES}/${file}`, line, fn, code };
}
