// Remote control of the newest Celery.
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { commandBattery } from "./command-battery.ts";

commandBattery({
  python: PIP_PYTHON,
  stamped: /^headers .* flagged as revoked, but not terminated$/,
  poolRestart: {
    prefork: /^reload started$/,
    auto: /^reload started$/,
    threads: /^reload started$/,
    solo: /^reload started$/,
  },
});
