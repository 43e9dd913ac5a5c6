import { DEBIAN_PYTHON } from "../fixtures/pythons.ts";
import { celeryOnRedisForms } from "./redis-forms.ts";

celeryOnRedisForms("Debian", DEBIAN_PYTHON);
