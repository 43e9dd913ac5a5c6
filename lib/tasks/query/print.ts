// A query as it is spelt: the one text for all that mean it word for word. Invariant (query.test.ts): readQuery reads it back.
import type { Expr, Glob, Operand, Term, Test } from "./expr.ts";
import { printQuantity } from "./quantities.ts";

/** Nothing in such a piece of a word has a meaning. */
const PLAIN = /^[^\s"\\(),:.<>=*-][^\s"\\(),:<>=*]*$/u;
const OPERATOR = /^(?:and|or|not)$/i;

export function printQuery(query: Expr | null): string {
  return query === null ? "" : print(query, "or");
}

/** `inside`: the kind of what it is a part of. */
function print(expr: Expr, inside: Expr["kind"]): string {
  switch (expr.kind) {
    case "term":
      return printTerm(expr);
    case "not":
      return `-${print(expr.part, "not")}`;
    case "and": {
      const text = expr.parts.map((part) => print(part, "and")).join(" ");
      return inside === "not" ? `(${text})` : text;
    }
    case "or": {
      const text = expr.parts.map((part) => print(part, "or")).join(" OR ");
      return inside === "or" ? text : `(${text})`;
    }
  }
}

function printTerm({ field, path, test }: Term): string {
  if (field === null) return printTest(test, OPERATOR);
  return `${[field, ...path.map((key) => printPiece(key, /\./))].join(".")}:${printTest(test, /\.\./)}`;
}

function printTest(test: Test, also: RegExp): string {
  switch (test.op) {
    case "known":
      return "*";
    case "any":
      return test.of.map((operand) => printOperand(operand, also)).join(",");
    case "range":
      return `${printQuantity(test.low)}..${printQuantity(test.high)}`;
    default:
      return `${test.op}${printQuantity(test.than)}`;
  }
}

function printOperand(operand: Operand, also: RegExp): string {
  switch (operand.kind) {
    case "glob":
      return printGlob(operand, also);
    case "state":
      return operand.state.toLowerCase();
    case "flag":
      return operand.flag;
    default:
      return printQuantity(operand);
  }
}

function printGlob({ pieces }: Glob, also: RegExp): string {
  return pieces.map((piece) => (piece === "" && pieces.length > 1 ? "" : printPiece(piece, also))).join("*");
}

/** `also`: what would have a meaning at this place. */
function printPiece(text: string, also: RegExp): string {
  if (PLAIN.test(text) && !also.test(text)) return text;
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
