import { consumerPolicy, consumers } from "../../app/consumer-policy/consumer-policy.ts";
import { BpError } from "../../model/error.ts";
import { parseReference, parseTarget } from "../../model/reference.ts";
import type { Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { verification } from "./verify-policy.ts";

export const run: Run = async ([text = ""], options, context) => {
  const reference = parseReference(text);
  const asked = textOption(options, "for");
  const consumer = consumers.find((one) => one === asked);
  if (consumer === undefined)
    throw new BpError("USAGE", `nobody is known as ${JSON.stringify(asked)}`, {
      hint: `--for takes ${consumers.join(", ")}`,
    });
  const { policies, isOwnRoot } = await verification(reference, options, context);
  const [policy, ...more] = policies;
  if (more.length > 0)
    throw new BpError("USAGE", "the policy names several signers, and consumers take one", {
      hint: "give the one that signed: --key, or --certificate-identity",
    });
  const network = await context.network(options);
  const source = network.open(reference.target, "pull");
  const given = textOption(options, "registry");
  const registry = given === undefined ? undefined : parseTarget(given);
  const input = { reference, source, policy, isOwnRoot, consumer, registry };
  const report = await consumerPolicy(input);
  for (const message of report.notes) context.ports.emit({ kind: "note", message });
  // The documents alone, so that they can be piped.
  return { report, blocks: [{ kind: "raw", text: report.text, language: "yaml" }] };
};
