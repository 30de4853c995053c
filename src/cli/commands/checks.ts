import type { PackagedFile } from "../../app/package.ts";
import type { ArtifactReport, PublishReport } from "../../app/publish/report.ts";
import type { VerifyCheck } from "../../app/verify/report.ts";
import type { Check } from "../../model/check.ts";

/** A rule that could not look at all of its input is no pass: formats tell it as skipped. */
export function notRunCheck(rule: { readonly ruleId: string; readonly reason: string }): Check {
  return { group: "lint", name: rule.ruleId, state: "skipped", detail: rule.reason };
}

export function verifyCheck({ name, ok, detail }: VerifyCheck): Check {
  return { group: "verify", name, state: ok ? "passed" : "failed", detail };
}

export function packageCheck({ name, version, digest, error }: PackagedFile): Check {
  const subject = { group: "package", name: `${name}:${version}` };
  return error === undefined
    ? { ...subject, state: "passed", detail: digest ?? "" }
    : { ...subject, ...failed(error) };
}

/** A version is published, or not as it is here: whatever is not a success has failed. */
export function artifactCheck(artifact: ArtifactReport): Check {
  const { name, version, status, digest, error, differences = [] } = artifact;
  const subject = { group: "publish", name: `${name}:${version}` };
  if (status === "conflict") {
    const files = differences.map(({ path, change }) => `${change} ${path}`);
    const lines = ["published with other bytes; nothing was written", ...files];
    const help = "bump the version in Chart.yaml and blueprint.yaml";
    return { ...subject, state: "failed", detail: lines.join("\n"), help };
  }
  if (error !== undefined) return { ...subject, ...failed(error) };
  const state = status === "failed" || status === "blocked" ? "failed" : "passed";
  return { ...subject, state, detail: digest === null ? status : `${status} ${digest}` };
}

/** What a later step of a workflow needs: each artifact as JSON, how many changed, and where the record is. */
export function publishOutputs(
  { artifacts, summary }: PublishReport,
  record: string | undefined,
): Readonly<Record<string, string>> {
  const told = artifacts.map(({ name, version, reference, digest, status }) => ({
    name,
    version,
    reference,
    digest,
    status,
  }));
  return {
    artifacts: JSON.stringify(told),
    published: String(summary.published + summary.repaired),
    ...(record === undefined ? {} : { record }),
  };
}

function failed(error: {
  readonly message: string;
  readonly hint?: string;
}): Pick<Check, "state" | "detail" | "help"> {
  const { message, hint } = error;
  return { state: "failed", detail: message, ...(hint === undefined ? {} : { help: hint }) };
}
