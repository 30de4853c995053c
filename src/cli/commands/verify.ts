import { configuredFormats } from "../../app/signature-formats.ts";
import type { DependencyReport, VerifyCheck, VerifyReport } from "../../app/verify/report.ts";
import { verify } from "../../app/verify/verify.ts";
import { parseReference } from "../../model/reference.ts";
import type { Block, Cell } from "../../report/index.ts";
import { chartNames } from "../chart-names.ts";
import type { Run } from "../declaration.ts";
import { flag } from "../declaration.ts";
import { count } from "../phrase.ts";
import { verifyCheck } from "./checks.ts";
import { verification } from "./verify-policy.ts";

export const run: Run = async ([text = ""], options, context) => {
  const reference = parseReference(text);
  const { policies, attestations, formats } = await verification(reference, options, context);
  const network = await context.network(options);
  const { targets, nameExceptions, signing } = await context.config();
  const report = await verify({
    reference,
    open: (target) => network.open(target, "pull"),
    policies,
    attestations,
    spool: context.ports.spool,
    anonymous: network.anonymous(reference.target),
    readers: targets,
    formats: formats ?? configuredFormats(signing.formats, targets),
    deep: flag(options, "deep") ? { charts: chartNames(nameExceptions) } : undefined,
  });
  return {
    report,
    blocks: blocks(report),
    checks: report.checks.map(verifyCheck),
    outputs: { digest: report.subject.digest },
  };
};

function blocks({ subject, checks, ok, dependencies = [] }: VerifyReport): readonly Block[] {
  const failed = [...checks, ...dependencies].filter((one) => !one.ok);
  const names = failed.map(({ name }) => name).join(", ");
  const refusal: Block = { kind: "line", text: `NOT verified: ${names} failed`, tone: "bad" };
  return [
    { kind: "line", text: subject.reference, tone: "strong" },
    {
      kind: "table",
      head: ["", "check", "rule", "found"],
      rows: checks.map((check) => [state(check), check.name, check.ruleId, check.detail]),
    },
    ...dependencyBlocks(dependencies),
    ok
      ? { kind: "line", text: verdict(checks, dependencies, subject.digest), tone: "good" }
      : refusal,
  ];
}

function state({ ok, warning }: VerifyCheck): Cell {
  return ok && warning === true ? { text: "warn", tone: "warn" } : stateOf(ok);
}

function verdict(
  checks: readonly VerifyCheck[],
  dependencies: readonly DependencyReport[],
  digest: string,
): string {
  const more = dependencies.length === 0 ? "" : `, and so are all that it depends on`;
  return `verified: ${count(checks.length, "check")} passed, ${digest}${more}`;
}

/** A line for each artifact of the closure, with the first check that fails. */
function dependencyBlocks(dependencies: readonly DependencyReport[]): readonly Block[] {
  if (dependencies.length === 0) return [];
  const rows = dependencies.map(({ ok, name, range, by, reference, checks }) => {
    const fault = checks.find((check) => !check.ok);
    const found = fault === undefined ? (reference ?? "") : `${fault.name}: ${fault.detail}`;
    return [stateOf(ok), name, range, by, found];
  });
  return [{ kind: "table", head: ["", "depends on", "range", "asked by", "found"], rows }];
}

function stateOf(ok: boolean): Cell {
  return ok ? { text: "ok", tone: "good" } : { text: "FAIL", tone: "bad" };
}
