import type { RenderFault } from "../../model/render.ts";

/** A file of a chart, with line and column, as every Helm names it; a path never ends in a bracket or a quote. */
const place = /([^\s"'():<>]+\/(?:templates|crds|charts)\/[^\n"'():<>]+):(\d+)(?::(\d+))?/gu;
const notYaml = /YAML parse error on ([^\n:]+): (?:error converting YAML to JSON: )?/u;

/** What Helm said when it refused a chart, in one line, with the innermost place that it names. */
export function renderFault(said: string): RenderFault {
  const text = errorOf(said);
  const broken = notYaml.exec(text);
  if (broken !== null) {
    const [whole, path = ""] = broken;
    const reason = oneLine(text.slice(broken.index + whole.length));
    const message = `what it writes is not YAML: ${reason.replace(/^yaml: /u, "")}`;
    return { kind: "failed", message, asked: false, source: below(path) };
  }
  const last = [...text.matchAll(place)].at(-1);
  if (last === undefined) return { kind: "failed", message: oneLine(text), asked: false };
  const [whole, path = "", line, column] = last;
  const rest = oneLine(text.slice(last.index + whole.length).replace(/^[):]+/u, ""));
  return {
    kind: "failed",
    message: rest.replace(/^executing "[^"]*" at /u, "") || oneLine(text),
    asked:
      /(?:^|\s)execution error at \(/u.test(text) ||
      /\berror calling (?:fail|required)\b/u.test(text),
    source: below(path),
    line: Number(line),
    // Go counts columns from 0.
    ...(column === undefined ? {} : { column: Number(column) + 1 }),
  };
}

/** Warnings come before the error, and an advice after it. */
function errorOf(said: string): string {
  const start = said.search(/^Error: /mu);
  const text = start === -1 ? said : said.slice(start + "Error: ".length);
  return text.replace(/\n\s*Use --debug flag[^]*$/u, "").trim();
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/gu, " ");
}

/** Without the chart's name. */
function below(path: string): string {
  return path.slice(path.indexOf("/") + 1);
}
