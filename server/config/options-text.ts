// The option table in words: a line of --help, and the README's table (a test there compares them).
import { type OptionSpec, shownDefault, variables } from "./option.ts";
import { OPTION_LIST } from "./options.ts";

export function optionHelp(spec: OptionSpec): string {
  return `${spec.help} (default: ${shownDefault(spec)}) [${variables(spec).join(", ")}]`;
}

/** A Markdown table of every option that is listed. */
export function optionsTable(): string {
  const rows = OPTION_LIST.filter(([, spec]) => spec.hidden !== true).map(([, spec]) => {
    const names = variables(spec).map((name) => `\`${name}\``);
    return `| \`${spec.flags}\` | ${names.join(", ")} | ${shownDefault(spec)} | ${spec.help} |`;
  });
  return ["| option | environment | default | meaning |", "|---|---|---|---|", ...rows].join("\n");
}
