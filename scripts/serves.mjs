/** Words that serve; any other first word is a command of the command line. `flower` is read by the server itself. */
const SERVING = ["serve", "flower"];

/** Whether the words after `umbel` ask for the server, and not for the command line. */
export function asksForServer([first = ""]) {
  const version = first === "--version" || first === "-V";
  return first === "" || SERVING.includes(first) || (first.startsWith("-") && !version);
}
