// What a page says stands in the catalogue, components/words, where it is read as a whole (decision 0039). Words in JSX are
// biome's to find (noJsxLiterals); here is what it lets through: attributes, properties, and sentences in code. Tests of
// a text, not of its syntax: what they miss is seen in a review, and what they find is words.

/** Names of what people read, as attribute (`title="…"`) or as property (`title: "…"`). */
const READ = "aria-label|confirmLabel|description|empty|heading|hint|label|note|placeholder|title|undo|word";
const ATTRIBUTE = new RegExp(`\\b(?:${READ}|alt|what)=\\{?(["'\`])[^"'\`]*[A-Za-z]{2}[^"'\`]*\\1`, "g");
const PROPERTY = new RegExp(`\\b(?:${READ}|text):\\s*(["'\`])[^"'\`]*[A-Za-z]{2}[^"'\`]*\\1`, "g");
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
const PLURAL = /\bplural\([^)]*"[^)]*\)/g;

/** Keys, products, and what Python and other programs call things: no words of Umbel's. */
const TECHNICAL =
  /^(?:Enter|Escape|Backspace|Home|End|Tab|Arrow[A-Z]\w+|Ctrl K|Redis|RabbitMQ|Amazon SQS|UTC|Exception|io server disconnect|None|True|False|Credentials\w+|Too[A-Z]\w+|Session\w+)$/;
/** Bad for a programmer alone, and never shown. */
const THROWN = /throw new \w+\([^)]*\)/g;
/** What a template puts in: read for itself. */
const HOLE = /\$\{(?:[^{}]|\{[^{}]*\})*\}/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;

/** The words that a page or a component has of its own, as they are written; none in the catalogue itself. */
export function ownWords(file: string, text: string): string[] {
  if (!/^(?:app|components)\//.test(file) || file.startsWith("components/words/")) return [];
  const code = text.replace(COMMENT, "").replace(THROWN, "");
  const flat = code.replace(HOLE, "");
  const named = [ATTRIBUTE, PROPERTY, PLURAL].flatMap((pattern) => flat.match(pattern) ?? []);
  const holes = (code.match(HOLE) ?? []).join("\n");
  const sentences = [flat, holes].flatMap((part) => part.match(STRING) ?? []).filter(isSentence);
  return [...named, ...sentences].filter((found) => !TECHNICAL.test(inner(found)));
}

/** `"Retry"`, `"no worker has answered"`; no class names, addresses or keys. */
function isSentence(literal: string): boolean {
  const said = inner(literal);
  if (/[a-z]-[a-z\d[(]|:\w|\/|[[\]{}]/.test(said)) return false;
  return /^[A-Z][a-z]+(?:$|[\s.,:?!…'’])/.test(said) || /(?:^|\s)[a-z]+ [a-z]+ [a-z]+(?:$|[\s.,])/.test(said);
}

function inner(found: string): string {
  return found.replace(/^[^"'`]*["'`]|["'`]\)?$/g, "");
}
