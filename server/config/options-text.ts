// The option table in words: a line of --help, and the README's table (a test there compares them).
import { envName, OPTION_LIST, type OptionSpec } from "./options.ts";

export function optionHelp(spec: OptionSpec): string {
  return `${spec.help} (default: ${spec.shown}) [${variables(spec).join(", ")}]`;
}

/** The environment variables of an option, strongest first. */
export function variables(spec: OptionSpec): readonly string[] {
  return [envName(spec), ...(spec.alsoEnv ?? [])];
}

/** A Markdown table of every option that is listed. */
export function optionsTable(): string {
  const rows = OPTION_LIST.filter(([, spec]) => spec.hidden !== true).map(([, spec]) => {
    const flag = spec.value === null ? `--${spec.flag}` : `--${spec.flag} <${spec.value}>`;
    const names = variables(spec)
      .map((name) => `\`${name}\``)
      .join(", ");
    return `| \`${flag}\` | ${names} | ${spec.shown} | ${spec.help} |`;
  });
  return ["| option | environment | default | meaning |", "|---|---|---|---|", ...rows].join("\n");
}
