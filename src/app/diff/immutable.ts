import { member } from "../../model/json.ts";
import type { Change } from "./changes.ts";

/** Pointers that the API server lets nobody change, by `group/kind`; what lies below them is meant too. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  "apps/DaemonSet": ["/spec/selector"],
  "apps/Deployment": ["/spec/selector"],
  "apps/ReplicaSet": ["/spec/selector"],
  "batch/Job": [
    "/spec/completionMode",
    "/spec/podFailurePolicy",
    "/spec/selector",
    "/spec/template",
  ],
  "/Secret": ["/type"],
  "/Service": ["/spec/loadBalancerClass"],
  "rbac.authorization.k8s.io/ClusterRoleBinding": ["/roleRef"],
  "rbac.authorization.k8s.io/RoleBinding": ["/roleRef"],
  "storage.k8s.io/StorageClass": [
    "/parameters",
    "/provisioner",
    "/reclaimPolicy",
    "/volumeBindingMode",
  ],
  "scheduling.k8s.io/PriorityClass": ["/preemptionPolicy", "/value"],
  "networking.k8s.io/IngressClass": ["/spec/controller"],
  "node.k8s.io/RuntimeClass": ["/handler"],
  "apiextensions.k8s.io/CustomResourceDefinition": [
    "/spec/group",
    "/spec/names/plural",
    "/spec/scope",
  ],
  "apiextensions.crossplane.io/Composition": ["/spec/compositeTypeRef"],
  // apis/apiextensions: the names of its CRDs, which Crossplane makes once.
  "apiextensions.crossplane.io/CompositeResourceDefinition": [
    "/spec/group",
    "/spec/names",
    "/spec/scope",
  ],
};

/** Of these the whole spec is fixed but for what is named (k8s.io/kubernetes, pkg/apis/apps and core, validation). */
const fixedBut: Readonly<Record<string, readonly string[]>> = {
  "apps/StatefulSet": [
    "/spec/minReadySeconds",
    "/spec/ordinals",
    "/spec/persistentVolumeClaimRetentionPolicy",
    "/spec/replicas",
    "/spec/revisionHistoryLimit",
    "/spec/template",
    "/spec/updateStrategy",
  ],
  "/PersistentVolumeClaim": ["/spec/resources", "/spec/volumeAttributesClassName"],
};

/**
 * The changes that an upgrade cannot make to an object that is there. A hook is made anew, and has none.
 * @param kind `group/kind`, as `apps/StatefulSet`, `/Service`
 */
export function immutableChanges(
  kind: string,
  before: unknown,
  changes: readonly Change[],
): readonly Change[] {
  if (isHook(before)) return [];
  return changes.filter((change) => isFixed(kind, before, change));
}

function isFixed(kind: string, before: unknown, change: Change): boolean {
  const { pointer } = change;
  const but = fixedBut[kind];
  if (but !== undefined && below(pointer, "/spec"))
    return !but.some((free) => below(pointer, free));
  if (fixed[kind]?.some((one) => below(pointer, one)) === true) return true;
  if (kind === "/Service") return isAddress(change);
  if (kind === "apiextensions.crossplane.io/CompositeResourceDefinition") return isClaim(change);
  const sealed = kind === "/Secret" || kind === "/ConfigMap";
  return sealed && member(before, "immutable") === true && isContent(pointer);
}

/** The address that a service has it keeps, the one that was given to it too; an address may be left out again. */
function isAddress({ pointer, kind, before }: Change): boolean {
  return pointer === "/spec/clusterIP" && (kind !== "removed" || before === "None");
}

/** A claim may be offered later; one that is offered stays as it is. */
function isClaim({ pointer, kind }: Change): boolean {
  return below(pointer, "/spec/claimNames") && (pointer !== "/spec/claimNames" || kind !== "added");
}

function isContent(pointer: string): boolean {
  return ["/data", "/binaryData", "/stringData", "/immutable"].some((one) => below(pointer, one));
}

function isHook(object: unknown): boolean {
  const annotations = member(member(object, "metadata"), "annotations");
  return member(annotations, "helm.sh/hook") !== undefined;
}

function below(pointer: string, root: string): boolean {
  return pointer === root || pointer.startsWith(`${root}/`);
}
