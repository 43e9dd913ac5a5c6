// What Umbel says to an option of Flower that it does not have. Options that it has name Flower's spelling in their row
// of the table (options.ts); nothing of Flower's ever stops the start.

import { flagOf, type OptionSpec } from "./option.ts";
import { OPTION_LIST, type OptionName } from "./options.ts";

const HISTORY =
  "tasks and counters are kept in memory only; a history that survives restarts is not built yet";
const OAUTH = "OAuth sign-in is not built yet: use --basic-auth, or let a proxy in front do it";
const PREFIX =
  "a path prefix is not built yet: let the proxy serve Umbel at the root of a host name or a port of its own";
const LOG_FILES =
  "Umbel logs to standard output: let the service manager or the container keep and rotate it";

/** By Flower's name; `null`: nothing has to be said. */
const ANSWERS: Readonly<Record<string, string | null>> = {
  auth: OAUTH,
  auth_provider: OAUTH,
  oauth2_key: OAUTH,
  oauth2_secret: OAUTH,
  oauth2_redirect_uri: OAUTH,
  github_oauth_domain: OAUTH,
  gitlab_oauth_domain: OAUTH,
  gitlab_auth_allowed_groups: OAUTH,
  gitlab_min_access_level: OAUTH,
  oauth2_okta_base_url: OAUTH,
  persistent: HISTORY,
  db: HISTORY,
  state_save_interval: HISTORY,
  url_prefix: PREFIX,
  auto_refresh: "pages are live and need no refreshing; “Pause” in the view menu stops them",
  format_task:
    "Umbel runs no Python; passwords, tokens and keys are masked by their names everywhere, the API too",
  log_file_prefix: LOG_FILES,
  log_file_max_size: LOG_FILES,
  log_file_num_backups: LOG_FILES,
  log_rotate_when: LOG_FILES,
  log_rotate_interval: LOG_FILES,
  log_rotate_mode: LOG_FILES,
  log_to_stderr: LOG_FILES,
  data_dir: HISTORY,
  // Celery's own, before or after `flower`.
  app: "Umbel needs no application: task names come from the workers",
  loader: null,
  config: null,
  no_color: null,
  quiet: null,
  // Removed from Flower long ago, still in its manual.
  inspect: "workers are always inspected",
};

/** Flower's name: `--max_tasks`, `--max-tasks` and `max_tasks` are one. */
export function flowerName(word: string): string {
  return word.replace(/^--/, "").replaceAll("-", "_").toLowerCase();
}

/** Umbel's option of that name, under Flower's name or its own. */
export function flowerOption(name: string): readonly [OptionName, OptionSpec] | null {
  return OPTION_LIST.find(([, spec]) => spec.flower === name || flowerName(flagOf(spec)) === name) ?? null;
}

/** undefined: not an option of Flower's, or one that Umbel has. */
export function flowerAnswer(name: string): string | null | undefined {
  return Object.hasOwn(ANSWERS, name) ? ANSWERS[name] : undefined;
}

export function flowerAnswerNames(): readonly string[] {
  return Object.keys(ANSWERS);
}
