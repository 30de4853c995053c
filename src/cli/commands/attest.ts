import { resolve } from "node:path";

import { attestArtifact } from "../../app/attest/attest.ts";
import { readPredicate } from "../../app/attest/predicate.ts";
import { formatTarget, parseReference } from "../../model/reference.ts";
import type { Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { givenText } from "../read-text.ts";
import { publishSigner } from "./publish-signer.ts";
import { isEmbedded } from "./verify-policy.ts";

/** In bytes: Kyverno reads attestations of up to 10 MB, and a log takes the whole envelope. */
const limit = 10 * 1024 * 1024;

export const run: Run = async ([text = ""], options, context) => {
  const reference = parseReference(text);
  const file = textOption(options, "predicate") ?? "";
  const content = await givenText(resolve(context.cwd, file), { option: "--predicate", limit });
  const predicate = readPredicate(content, file, textOption(options, "type"));
  const network = await context.network(options);
  const to = isEmbedded(reference, context) ? undefined : formatTarget(reference.target);
  const signer = await publishSigner(to, options, context, network);
  const store = network.open(reference.target, "push");
  const report = await attestArtifact({ reference, store, signer, predicate });
  for (const message of report.warnings) context.ports.emit({ kind: "warning", message });
  const { status, predicateType, subject } = report;
  const told = status === "attested" ? "attested" : "attested already";
  return {
    report,
    blocks: [
      { kind: "line", text: `${told}: ${predicateType} for ${subject.digest}`, tone: "good" },
    ],
  };
};
