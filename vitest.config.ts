import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * More than there are cores: most tests wait for a worker or a broker, and compute little. With five, workers of Celery
 * answered too late now and then.
 */
const AT_ONCE = 3;

/** What measures how long something takes, or may take: beside little else, when all others have ended. */
const TIMED = [
  "e2e/contract/{commands-*,stall,redis-faults,shutdown}.test.ts",
  "server/http/fairness.test.ts",
];

/** Real workers and brokers first, as they take longest; what only computes fills the gaps, and ends last. */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => RANKS.indexOf(project.name);
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
const RANKS = ["real", "server", "pages", "pure", "timed"];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 30_000,
    passWithNoTests: false,
    maxWorkers: AT_ONCE,
    sequence: { sequencer: WaitingFirst },
    projects: [
      { extends: true, test: { name: "real", include: ["e2e/**/*.test.ts"], exclude: TIMED } },
      { extends: true, test: { name: "server", include: ["{server,scripts}/**/*.test.ts"], exclude: TIMED } },
      { extends: true, test: { name: "pages", include: ["components/**/*.test.{ts,tsx}"] } },
      // Nothing in lib has a state of its own: each process loads its modules once.
      { extends: true, test: { name: "pure", include: ["lib/**/*.test.ts"], isolate: false } },
      {
        extends: true,
        test: { name: "timed", include: TIMED, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
