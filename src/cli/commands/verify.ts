import { relative, resolve } from "node:path";

import { developmentKey, policyAt } from "../../app/keys.ts";
import type { KeyPolicy } from "../../app/keys.ts";
import type { VerifyReport } from "../../app/verify/report.ts";
import { verify } from "../../app/verify/verify.ts";
import { BpError } from "../../model/error.ts";
import type { Reference } from "../../model/reference.ts";
import { parseReference } from "../../model/reference.ts";
import type { Block } from "../../report/index.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { keyStore } from "../key-store.ts";
import { count } from "../phrase.ts";
import { verifyCheck } from "./checks.ts";

export const run: Run = async ([text = ""], options, context) => {
  const reference = parseReference(text);
  const policy = await policyOf(reference, options, context);
  const network = await context.network(options);
  const source = network.open(reference.target, "pull");
  const report = await verify({ reference, source, policy, spool: context.ports.spool });
  return {
    report,
    blocks: blocks(report),
    checks: report.checks.map(verifyCheck),
    outputs: { digest: report.subject.digest },
  };
};

/** The key given, else the configured one, else for the embedded layout the development key. @throws BpError USAGE */
async function policyOf(
  reference: Reference,
  options: CommandOptions,
  context: Context,
): Promise<KeyPolicy> {
  const given = textOption(options, "key");
  if (given !== undefined) return policyAt(given, keyStore(context.cwd, context.environment));
  const keys = keyStore(context.root, context.environment);
  const { verifyKey } = await context.config();
  if (verifyKey !== undefined) return policyAt(verifyKey, keys);
  const { target } = reference;
  const embedded =
    target.kind === "layout" &&
    relative(context.embedded, resolve(context.cwd, target.folder)) === "";
  if (embedded) return policyAt(developmentKey.publicPath, keys);
  throw new BpError(
    "USAGE",
    "no policy says who must have signed it: a signature by anybody proves nothing",
    {
      hint: "give --key PUBLIC_KEY, or set verify.key in bp.config.yaml",
    },
  );
}

function blocks({ subject, checks, ok }: VerifyReport): readonly Block[] {
  const failed = checks.filter((check) => !check.ok);
  return [
    { kind: "line", text: subject.reference, tone: "strong" },
    {
      kind: "table",
      head: ["", "check", "found"],
      rows: checks.map(({ name, ok: passed, detail }) => [
        passed ? { text: "ok", tone: "good" } : { text: "FAIL", tone: "bad" },
        name,
        detail,
      ]),
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
