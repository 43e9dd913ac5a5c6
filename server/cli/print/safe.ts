// Text of strangers on its way to a terminal: what would move the cursor or colour the screen is shown, not obeyed.

export function safe(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (char) =>
    char === "\t" ? "  " : `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** On one line. */
export function safeLine(text: string): string {
  return safe(text.replace(/\s*\n\s*/g, " ↵ "));
}
