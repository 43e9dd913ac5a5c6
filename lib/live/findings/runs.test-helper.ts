// Tests only: a task that runs at a steady rhythm on a driven model, and fails when the test says so.
import type { Drive } from "../drive.test-helper.ts";

export const MINUTE = 60;
export const HOUR = 3_600;

export const always = () => true;
export const never = () => false;
export const everyFourth = (count: number) => count % 4 === 0;

export interface Runs {
  readonly name: string;
  readonly exception: string;
}

/** So many seconds, with a run every `every` of them; `fails` is asked of each, counted from 1 over all calls. */
export function runner(drive: () => Drive, runs: Runs) {
  let count = 0;
  return {
    /** A new drive counts from 1 again. */
    reset: () => {
      count = 0;
    },
    run(seconds: number, every: number, fails: (run: number) => boolean, name = runs.name): void {
      for (let second = 0; second < seconds; second += 1) {
        drive().pass(1, "celery@a");
        if (second % every !== 0) continue;
        count += 1;
        const uuid = `t${count}`;
        drive().task(uuid, "received", { name });
        if (fails(count)) drive().task(uuid, "failed", { exception: runs.exception });
        else drive().task(uuid, "succeeded", { runtimeSeconds: 0.1 });
      }
    },
  };
}
