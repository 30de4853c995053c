import { planNew } from "../../app/new/new.ts";
import type { Kind, Upstream } from "../../app/new/unit.ts";
import { BpError } from "../../model/error.ts";
import { parseVersion } from "../../model/version.ts";
import type { Block } from "../../report/index.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { kinds } from "../new-kinds.ts";

export const run: Run = async ([written = "", name = ""], options, context) => {
  const kind = kinds.find((known) => known === written);
  if (kind === undefined)
    throw new BpError("USAGE", `there is no kind ${JSON.stringify(written)} to make`, {
      hint: `write one of ${kinds.join(", ")}`,
    });
  const upstream = upstreamOf(kind, options);
  const { workspace, config } = await context.workspace();
  const { files, report } = planNew({ kind, name, upstream }, workspace, config);
  await context.createFolder(report.folder, files);
  const next =
    kind === "umbrella"
      ? `fetch the upstream chart: bp vendor ${report.folder}`
      : `check it: bp lint ${report.folder}`;
  const blocks: readonly Block[] = [
    { kind: "line", text: report.files.join("\n") },
    { kind: "line", text: next, tone: "dim" },
  ];
  return { report, blocks };
};

/** @throws BpError USAGE for an umbrella without an upstream chart, and for anything else with one */
function upstreamOf(kind: Kind, options: CommandOptions): Upstream | undefined {
  const upstream = textOption(options, "upstream");
  const repository = textOption(options, "repository");
  if (kind === "umbrella") return parseUpstream(upstream ?? "", repository ?? "");
  if (upstream === undefined && repository === undefined) return undefined;
  throw new BpError("USAGE", `a ${kind} has no upstream chart`, {
    hint: "an umbrella has one: bp new umbrella NAME --upstream CHART@VERSION --repository URL",
  });
}

function parseUpstream(upstream: string, repository: string): Upstream {
  const [, name, version = ""] = /^([a-zA-Z0-9][\w.-]*)@(.+)$/u.exec(upstream) ?? [];
  if (name === undefined || parseVersion(version.replace(/^v/u, "")) === undefined)
    throw new BpError("USAGE", "an umbrella is around an upstream chart in one exact version", {
      hint: "give --upstream CHART@VERSION, as --upstream cert-manager@v1.16.2",
    });
  if (!/^(?:(?:https|oci|file):\/\/|@|alias:)\S+$/u.test(repository))
    throw new BpError("USAGE", "where the upstream chart is from is not said", {
      hint: "give --repository with an https, oci or file URL, or the name that Helm knows it by, as @name",
    });
  return { name, version, repository };
}
