// What stands behind `exception:`: the type's name, exact or with `*`, so that TimeoutError is no ReadTimeoutError; what
// can be no name of a type is looked for in the exception's text.
import { errorType } from "../error-text.ts";
import type { Glob, Test } from "./expr.ts";
import { globsOf, textTest, wordTest } from "./value-tests.ts";

const NAME = /^[\p{L}\p{N}_.*]+$/u;

/** `types`: each as the pieces between its stars. `text`: what is left to be asked of the text; null: nothing. */
export function splitError(test: Test): {
  readonly types: readonly (readonly string[])[];
  readonly text: Test | null;
} {
  if (test.op === "known") return { types: [], text: test };
  const globs = globsOf(test);
  const texts = globs.filter((glob) => !isName(glob));
  return {
    types: globs.filter(isName).map(({ pieces }) => withoutModule(pieces)),
    text: texts.length === 0 ? null : { op: "any", of: texts },
  };
}

/** Of an exception's text. */
export function errorTest(test: Test): (text: string) => boolean {
  const { types, text } = splitError(test);
  const isType = wordTest({ op: "any", of: types.map((pieces) => ({ kind: "glob", pieces })) });
  const isText = text === null ? () => false : textTest(text);
  return (exception) => {
    const type = errorType(exception);
    return (type !== null && isType(type)) || isText(exception);
  };
}

function isName({ pieces }: Glob): boolean {
  return NAME.test(pieces.join("*"));
}

/** A traceback's last line names the module, too. */
function withoutModule(pieces: readonly string[]): readonly string[] {
  const name = pieces.join("*");
  return name.slice(name.lastIndexOf(".") + 1).split("*");
}
