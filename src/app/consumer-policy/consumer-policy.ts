import type { Digest } from "../../model/digest.ts";
import { BpError } from "../../model/error.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Reference, RegistryTarget, Target } from "../../model/reference.ts";
import { formatReference, repositoryIn, wantedIn } from "../../model/reference.ts";
import type { Report } from "../../model/report.ts";
import type { Source } from "../../oci/index.ts";
import type { Policy } from "../../signing/index.ts";
import { verifySignatures } from "../../signing/index.ts";
import { emitYaml } from "../../yaml/index.ts";
import type { ConsumerPolicy, Signed } from "./consumer.ts";
import { fluxPolicy } from "./flux.ts";
import { kyvernoPolicy } from "./kyverno.ts";
import { policyControllerPolicy } from "./policy-controller.ts";

export type Consumer = "flux" | "kyverno" | "policy-controller";

const writers: Readonly<Record<Consumer, (signed: Signed) => ConsumerPolicy>> = {
  flux: fluxPolicy,
  kyverno: kyvernoPolicy,
  "policy-controller": policyControllerPolicy,
};

export const consumers: readonly Consumer[] = ["flux", "kyverno", "policy-controller"];

export interface ConsumerPolicyInput {
  readonly reference: Reference;
  readonly source: Source;
  readonly policy: Policy;
  readonly isOwnRoot: boolean;
  readonly consumer: Consumer;
  /** Where the cluster pulls from, below which the repository is; undefined: where it was found. */
  readonly registry: Target | undefined;
}

export interface ConsumerPolicyReport extends Report {
  readonly subject: { readonly reference: string; readonly digest: Digest };
  readonly consumer: Consumer;
  readonly documents: readonly JsonObject[];
  /** The same as YAML. */
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * The policy by which a consumer takes the artifact, once its signatures were found to hold by it.
 * @throws BpError USAGE for a reference that a cluster cannot pull, and where the consumer cannot hold what was signed
 *   so; VERIFICATION where nothing holds
 */
export async function consumerPolicy(input: ConsumerPolicyInput): Promise<ConsumerPolicyReport> {
  const { reference, source, policy, isOwnRoot, consumer } = input;
  const target = registryOf(reference, input.registry);
  const subject = await source.resolve(wantedIn(reference));
  const found = await verifySignatures({ source, subject, policy });
  const { checks } = found;
  const holds = (name: string): boolean =>
    checks.some((check) => check.name === name && check.ok && check.warning !== true);
  const formats = {
    bundle: holds("signature-bundle") && holds("foreign-bundle"),
    legacy: holds("signature-legacy"),
  };
  if (!formats.bundle && !formats.legacy) {
    const why = checks.find(({ ok }) => !ok);
    throw new BpError(
      "VERIFICATION",
      `no signature holds: ${why?.name ?? ""}: ${why?.detail ?? ""}`,
      {
        hint: "`bp verify` shows every check; a policy must name who did sign",
      },
    );
  }
  const { tag } = reference;
  const isStamped = policy.$case === "identity" && found.formats === "bundle";
  const known = { target, tag, digest: subject.digest, formats, isStamped };
  const written = writers[consumer]({ ...known, policy, isOwnRoot });
  return {
    schemaVersion: 1,
    command: "policy",
    ok: true,
    exitCode: 0,
    findings: [],
    subject: { reference: formatReference(reference), digest: subject.digest },
    consumer,
    ...written,
    text: written.documents.map((one) => `---\n${emitYaml(one)}`).join(""),
  };
}

function registryOf(reference: Reference, registry: Target | undefined): RegistryTarget {
  const { target: found } = reference;
  const name = found.path.slice(found.path.lastIndexOf("/") + 1);
  const target = registry === undefined ? found : repositoryIn(registry, name);
  if (target.kind === "registry") return target;
  throw new BpError(
    "USAGE",
    `${formatReference(reference)} is a layout: no cluster pulls from it`,
    {
      hint: "name the artifact in its registry, as host/path:1.2.3, or say where a cluster pulls from: --registry HOST/PATH",
    },
  );
}
