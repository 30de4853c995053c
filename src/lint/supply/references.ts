import type { Resource } from "../../model/supply.ts";

/** How a field names an object of another's. */
export interface Reference {
  readonly group: string;
  /** The kind where no field beside the name says another. */
  readonly kind: string;
  /** The name is the field's value; else it stands in `name` below it, with `kind`, `group`, `namespace` and `optional`. */
  readonly isScalar: boolean;
}

const core = "";

/** Fields of Kubernetes' own API and of those that blueprints are made of, as their references have them. */
const fields: Readonly<Record<string, readonly [group: string, kind: string, scalar?: "scalar"]>> =
  {
    storageClassName: ["storage.k8s.io", "StorageClass", "scalar"],
    storageClass: ["storage.k8s.io", "StorageClass", "scalar"],
    ingressClassName: ["networking.k8s.io", "IngressClass", "scalar"],
    ingressClass: ["networking.k8s.io", "IngressClass", "scalar"],
    gatewayClassName: ["gateway.networking.k8s.io", "GatewayClass", "scalar"],
    priorityClassName: ["scheduling.k8s.io", "PriorityClass", "scalar"],
    runtimeClassName: ["node.k8s.io", "RuntimeClass", "scalar"],
    volumeSnapshotClassName: ["snapshot.storage.k8s.io", "VolumeSnapshotClass", "scalar"],
    "cert-manager.io/cluster-issuer": ["cert-manager.io", "ClusterIssuer", "scalar"],
    "cert-manager.io/issuer": ["cert-manager.io", "Issuer", "scalar"],
    clusterIssuer: ["cert-manager.io", "ClusterIssuer", "scalar"],
    issuerRef: ["cert-manager.io", "Issuer"],
    secretStoreRef: ["external-secrets.io", "SecretStore"],
    parentRefs: ["gateway.networking.k8s.io", "Gateway"],
    certificateRefs: [core, "Secret"],
    secretKeyRef: [core, "Secret"],
    secretRef: [core, "Secret"],
    secretName: [core, "Secret", "scalar"],
    existingSecret: [core, "Secret", "scalar"],
  };

const byField: ReadonlyMap<string, Reference> = new Map(
  Object.entries(fields).map(([name, [group, kind, scalar]]) => [
    name,
    { group, kind, isScalar: scalar !== undefined },
  ]),
);

export function referenceOf(field: string): Reference | undefined {
  return byField.get(field);
}

/** A field with its colon, in a template: a quote or none, then the name. */
export const referencePattern: RegExp = new RegExp(
  `(?<![\\w./-])(["']?)(${[...byField.keys()].map((name) => name.replace(/[./]/gu, "\\$&")).join("|")})\\1:(?=\\s)`,
  "gu",
);

/** What the members of a reference come to; undefined where it names nothing. */
export function referred(
  { group, kind }: Reference,
  member: (name: string) => string | undefined,
): Resource | undefined {
  const name = member("name");
  if (name === undefined || name === "") return undefined;
  return {
    group: member("group") ?? group,
    kind: member("kind") ?? kind,
    name,
    namespace: member("namespace") ?? "",
  };
}

/** The address of a Service inside a cluster, as `db.data.svc.cluster.local`. */
export const serviceAddress: RegExp =
  /(?<![\w.-])([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.svc(?![\w-])/gu;

export function serviceAt(name: string, namespace: string): Resource {
  return { group: core, kind: "Service", name, namespace };
}
