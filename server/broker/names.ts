// Names of Celery's exchanges and of what kombu derives from them (docs/protocol/README.md 0), for a default
// configuration. Redis, where options change them, has redis/names.ts.

export const CONTROL_EXCHANGE = "celery.pidbox";
export const REPLY_EXCHANGE = "reply.celery.pidbox";

/** Joins the members of a binding and the priority suffix of a list. */
export const SEP = "\x06\x16";
