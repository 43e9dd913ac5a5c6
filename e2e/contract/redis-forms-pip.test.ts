import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { celeryOnRedisForms } from "./redis-forms.ts";

celeryOnRedisForms("pip", PIP_PYTHON, { failover: true });
