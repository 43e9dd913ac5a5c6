// How much of an event is kept. Lengths are UTF-16 units; longer text is cut and ends in `…`.
import { BOUNDS } from "../bounds/bounds.ts";

/** args, kwargs, result, exception. Celery itself cuts its reprs at about 1024. */
export const REPR_MAX = 8192;
export const TRACEBACK_MAX = 32_768;
/** Names of tasks, queues, exchanges; uuids and hostnames, which are refused rather than cut. */
export const NAME_MAX = 512;
/** What a custom event carried beside the known fields. */
export const EXTRA_BOUNDS = { maxDepth: 6, maxNodes: 100, maxText: 1024 } as const;
/** Events read from one message. Celery buffers at most a few dozen. */
export const EVENTS_MAX = BOUNDS.event_list.limit;
