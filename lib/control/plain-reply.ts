// What a worker answered, in plain English. Celery's own texts hold Python's reprs (`tasks {'5f2b…'} flagged as revoked`);
// those of Celery 5.2 to 5.7 are put in words that go on after the worker's name.

type Words = string | ((first: string, second: string) => string);

const them = (ids: string) => (ids.includes(",") ? "them" : "it");

const ANSWERS: readonly (readonly [RegExp, Words])[] = [
  [/^tasks (.+) flagged as revoked$/, (ids) => `will drop ${them(ids)} instead of running ${them(ids)}`],
  [/^terminate: tasks unknown$/, "does not hold it: there was nothing to stop"],
  [/^terminate: (.+)$/, (ids) => `is stopping ${them(ids)}`],
  [/^headers .+ but not terminated$/, "will drop tasks with these stamps; those that run go on"],
  [/^headers .+ were not terminated$/, "runs no task with these stamps, and will drop those that come"],
  [/^headers .+ revoked$/, "stops its tasks with these stamps, and will drop those that come"],
  [/^KeyError: revoke_by_stamped_headers$/, "does not know this command: its Celery is older than 5.3"],
  [/^NotImplementedError: .*\bkill_job\b/, "cannot stop a running task: its pool has no way to"],
  [/^unknown task$/, "has no task of this name"],
  [/^new rate limit set successfully$/, "rate limit set"],
  [/^rate limit disabled successfully$/, "rate limit removed"],
  [/^Invalid rate limit string: /, "does not understand this rate limit"],
  [/^time limits set successfully$/, "time limits set"],
  [/^reload started$/, "is restarting its pool"],
  [/^autoscale now max=(\d+) min=(\d+)$/, (max, min) => `keeps between ${min} and ${max} processes now`],
  [/^add consumer (.+)$/, (queue) => `consumes ${queue} now`],
];

/** What is not known stays as it is. */
export function plainReply(text: string): string {
  for (const [pattern, words] of ANSWERS) {
    const found = pattern.exec(text);
    if (found !== null) return typeof words === "string" ? words : words(found[1] ?? "", found[2] ?? "");
  }
  return text;
}
