import type { JsonObject } from "../../../model/json.ts";
import { emitYaml } from "../../../yaml/index.ts";
import type { Habits } from "./habits.ts";
import { comment } from "./slot-text.ts";

/** What the slot of a blueprint of manifests says. */
export interface ManifestsSlot {
  readonly name: string;
  /** The blueprint's, which names the repository. */
  readonly blueprint: string;
  readonly version: string;
  /** One line, empty for none. */
  readonly summary: string;
  /** Where all of it is put, whatever it says itself; undefined: where it says. */
  readonly namespace: string | undefined;
  /** Undefined: the base. */
  readonly overlay: string | undefined;
  /** Kustomizations. */
  readonly dependsOn: readonly string[];
}

/** A slot's file: the OCIRepository of the manifests, verified before anything of it is built, and a Kustomization. */
export function manifestsText(slot: ManifestsSlot, habits: Habits): string {
  const { name, summary } = slot;
  const head = comment(summary === "" ? name : `${name}: ${summary}`);
  return `${head}\n---\n${[repository(slot, habits), kustomization(slot, habits)].map(emitYaml).join("---\n")}`;
}

function repository(slot: ManifestsSlot, habits: Habits): JsonObject {
  const { name, blueprint, version } = slot;
  const { namespace, interval, url, pullSecret } = habits;
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "OCIRepository",
    metadata: { name, namespace },
    spec: {
      interval,
      url: `${url}/${blueprint}`,
      ref: { tag: version },
      secretRef: { name: pullSecret },
      verify: { provider: "cosign", ...signer(habits) },
    },
  };
}

function signer({ verification }: Habits): JsonObject {
  if (verification.kind === "key") return { secretRef: { name: verification.secret } };
  const { issuer, subject } = verification;
  return { matchOIDCIdentity: [{ issuer, subject }] };
}

function kustomization(slot: ManifestsSlot, { namespace, interval }: Habits): JsonObject {
  const { name, overlay, dependsOn } = slot;
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name, namespace },
    spec: {
      interval,
      ...(slot.namespace === undefined ? {} : { targetNamespace: slot.namespace }),
      ...(dependsOn.length === 0 ? {} : { dependsOn: dependsOn.map((one) => ({ name: one })) }),
      sourceRef: { kind: "OCIRepository", name },
      path: overlay === undefined ? "./base" : `./overlays/${overlay}`,
      prune: true,
      wait: true,
    },
  };
}
