import type { VerifyCheck, VerifyReport } from "../../app/verify/report.ts";
import { verify } from "../../app/verify/verify.ts";
import { parseReference } from "../../model/reference.ts";
import type { Block, Cell } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { count } from "../phrase.ts";
import { verifyCheck } from "./checks.ts";
import { verifyPolicy } from "./verify-policy.ts";

export const run: Run = async ([text = ""], options, context) => {
  const reference = parseReference(text);
  const policy = await verifyPolicy(reference, options, context);
  const network = await context.network(options);
  const source = network.open(reference.target, "pull");
  const { targets } = await context.config();
  const report = await verify({
    reference,
    source,
    policy,
    spool: context.ports.spool,
    anonymous: network.anonymous(reference.target),
    readers: targets,
  });
  return {
    report,
    blocks: blocks(report),
    checks: report.checks.map(verifyCheck),
    outputs: { digest: report.subject.digest },
  };
};

function blocks({ subject, checks, ok }: VerifyReport): readonly Block[] {
  const failed = checks.filter((check) => !check.ok);
  return [
    { kind: "line", text: subject.reference, tone: "strong" },
    {
      kind: "table",
      head: ["", "check", "rule", "found"],
      rows: checks.map((check) => [state(check), check.name, check.ruleId, check.detail]),
    },
    ok
      ? {
          kind: "line",
          text: `verified: ${count(checks.length, "check")} passed, ${subject.digest}`,
          tone: "good",
        }
      : {
          kind: "line",
          text: `NOT verified: ${failed.map(({ name }) => name).join(", ")} failed`,
          tone: "bad",
        },
  ];
}

function state({ ok, warning }: VerifyCheck): Cell {
  if (!ok) return { text: "FAIL", tone: "bad" };
  return warning === true ? { text: "warn", tone: "warn" } : { text: "ok", tone: "good" };
}
