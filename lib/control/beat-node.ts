// Celery 5.7's beat listens to the mailbox too (`beat_enable_remote_control`), as `celerybeat@host`: it answers a broadcast
// `ping`, is silent on everything else, and is no worker.
const PREFIX = "celerybeat@";

export function isBeatNode(hostname: string): boolean {
  return hostname.startsWith(PREFIX);
}
