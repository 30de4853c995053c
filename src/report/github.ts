import type { Finding, Severity } from "../model/finding.ts";
import type { Presentation } from "./presentation.ts";
import { ruleTitles } from "./rule-title.ts";
import { mostSevereFirst } from "./severity.ts";
import { repositoryPath } from "./source-uri.ts";

type Level = "error" | "warning" | "notice";

const levels: Readonly<Record<Severity, Level>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/**
 * Workflow commands that GitHub Actions shows as annotations, a line each. The most severe come first, since it shows
 * ten of a kind a step.
 */
export function github({ report, checks, rules, prefix }: Presentation): string {
  const titleOf = ruleTitles(rules);
  const { command, error, findings } = report;
  const failed = checks.filter(({ state }) => state === "failed");
  const lines = [
    ...(error === undefined
      ? []
      : [annotation("error", { title: `bp ${command}` }, withHelp(error.message, error.hint))]),
    ...failed.map(({ name, detail, help }) =>
      annotation("error", { title: `bp ${command}: ${name}` }, withHelp(detail, help)),
    ),
    ...mostSevereFirst(findings).map((finding) => {
      return annotation(
        levels[finding.severity],
        { ...placeOf(finding, prefix), title: titleOf(finding.ruleId) },
        withHelp(finding.message, finding.help),
      );
    }),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

type Properties = Readonly<Record<string, string | number>>;

/** GitHub refuses columns where the place spans lines. */
function placeOf({ file, line, column, endLine, endColumn }: Finding, prefix: string): Properties {
  if (file === "") return {};
  const place = { file: repositoryPath(prefix, file), line };
  return line === endLine ? { ...place, col: column, endLine, endColumn } : { ...place, endLine };
}

function annotation(level: Level, properties: Properties, message: string): string {
  const shown = Object.entries(properties).map(
    ([key, value]) => `${key}=${property(String(value))}`,
  );
  return `::${level} ${shown.join(",")}::${data(message)}`;
}

function withHelp(message: string, help: string | undefined): string {
  return help === undefined ? message : `${message}\n${help}`;
}

/** What the runner's own toolkit escapes: nothing else ends a line or a command. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
