// `task-revoked` carries the signal as a number in text; people know them by name. Linux numbers, as Celery's workers use.

const NAMES: Readonly<Record<string, string>> = {
  "1": "SIGHUP",
  "2": "SIGINT",
  "3": "SIGQUIT",
  "6": "SIGABRT",
  "9": "SIGKILL",
  "10": "SIGUSR1",
  "12": "SIGUSR2",
  "14": "SIGALRM",
  "15": "SIGTERM",
};

/** `SIGTERM (15)`; whatever is not known stays as it is. */
export function signalName(signum: string): string {
  const name = NAMES[signum];
  return name === undefined ? signum : `${name} (${signum})`;
}
