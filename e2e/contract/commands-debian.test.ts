// Remote control of Celery 5.2, which has no revoke_by_stamped_headers.
import { DEBIAN_PYTHON } from "../fixtures/pythons.ts";
import { commandBattery } from "./command-battery.ts";

commandBattery({
  python: DEBIAN_PYTHON,
  stamped: /^KeyError: revoke_by_stamped_headers$/,
  poolRestart: {
    prefork: /^reload started$/,
    auto: /^reload started$/,
    threads: /^reload started$/,
    solo: /^reload started$/,
  },
});
