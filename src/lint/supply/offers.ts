import type { Resource } from "../../model/supply.ts";
import type { Span } from "./fields.ts";
import type { Passage } from "./passage.ts";

/** What an object brings, and where it says so. */
export interface Brought {
  readonly resource: Resource;
  readonly span: Span;
}

/** Kinds of which others name single objects, by API group. */
const named: Readonly<Record<string, readonly string[]>> = {
  "": ["Secret", "Service"],
  "cert-manager.io": ["Issuer", "ClusterIssuer"],
  "external-secrets.io": ["SecretStore", "ClusterSecretStore"],
  "gateway.networking.k8s.io": ["Gateway", "GatewayClass"],
  "networking.k8s.io": ["IngressClass"],
  "node.k8s.io": ["RuntimeClass"],
  "scheduling.k8s.io": ["PriorityClass"],
  "snapshot.storage.k8s.io": ["VolumeSnapshotClass"],
  "storage.k8s.io": ["StorageClass"],
};

const secret = { group: "", kind: "Secret" };
const service = { group: "", kind: "Service" };

type Reader = (passage: Passage) => Iterable<Brought>;

/** What operators make of an object, by its kind and group. */
const made: Readonly<Record<string, Reader>> = {
  // cert-manager.io/v1, Certificate spec.secretName
  "Certificate cert-manager.io": (passage) => secretNamed(passage, passage.scalar("secretName")),
  // external-secrets.io, ExternalSecret spec.target.name: "Defaults to the .metadata.name"
  "ExternalSecret external-secrets.io": (passage) =>
    secretNamed(passage, passage.fields("target")[0]?.get("name") ?? passage.metadata.get("name")),
  // bitnami.com/v1alpha1: a SealedSecret becomes the Secret of its name
  "SealedSecret bitnami.com": (passage) => secretNamed(passage, passage.metadata.get("name")),
  // postgresql.cnpg.io/v1, "Service management" and "Connecting from an application"
  "Cluster postgresql.cnpg.io": clusterOfPostgres,
  // kafka.strimzi.io, "The User Operator creates a Secret with the same name as the KafkaUser"
  "KafkaUser kafka.strimzi.io": (passage) => secretNamed(passage, passage.metadata.get("name")),
  "CustomResourceDefinition apiextensions.k8s.io": definedKind,
  // apiextensions.crossplane.io: a CRD for the composite and one for its claim
  "CompositeResourceDefinition apiextensions.crossplane.io": definedKind,
  // templates.gatekeeper.sh: spec.crd.spec.names.kind in the group constraints.gatekeeper.sh
  "ConstraintTemplate templates.gatekeeper.sh": (passage) =>
    kindNamed(passage, "constraints.gatekeeper.sh", passage.fields("names")[0]?.get("kind")),
  "APIService apiregistration.k8s.io": aggregated,
};

/** What one object of a template brings that others can need. */
export function* offersOf(passage: Passage): Iterable<Brought> {
  const { group, kind } = passage;
  const name = passage.metadata.get("name");
  if (name !== undefined && named[group]?.includes(kind) === true) {
    const resource = passage.object(passage.text(name), { group, kind });
    if (resource !== undefined) yield { resource, span: name };
  }
  const key = `${kind} ${group}`;
  if (Object.hasOwn(made, key)) yield* made[key]?.(passage) ?? [];
  yield* connection(passage);
}

function* secretNamed(passage: Passage, span: Span | undefined): Iterable<Brought> {
  const resource = span && passage.object(passage.text(span), secret);
  if (span !== undefined && resource !== undefined) yield { resource, span };
}

function* clusterOfPostgres(passage: Passage): Iterable<Brought> {
  const span = passage.metadata.get("name");
  const { name } = passage;
  if (span === undefined || name === undefined) return;
  const endings = [
    ...["app", "superuser", "ca", "server", "replication"].map((end) => [end, secret] as const),
    ...["rw", "ro", "r"].map((end) => [end, service] as const),
  ];
  for (const [end, kind] of endings) {
    const resource = passage.object(`${name}-${end}`, kind);
    if (resource !== undefined) yield { resource, span };
  }
}

/** Crossplane and others write what they made into a Secret of this name. */
function* connection(passage: Passage): Iterable<Brought> {
  if (!passage.document.text.includes("writeConnectionSecretToRef:")) return;
  const [fields] = passage.fields("writeConnectionSecretToRef");
  yield* secretNamed(passage, fields?.get("name"));
}

/** The kinds of a definition named `plural.group`; where one is not literal, all of the group. */
function* definedKind(passage: Passage): Iterable<Brought> {
  const group = groupDefined(passage);
  if (group === undefined) return;
  for (const key of ["names", "claimNames"]) {
    const [fields] = passage.fields(key);
    if (fields !== undefined || key === "names")
      yield* kindNamed(passage, group, fields?.get("kind"));
  }
}

function groupDefined(passage: Passage): string | undefined {
  const span = passage.scalar("group");
  return (span && passage.text(span)) ?? /\.(.+)$/u.exec(passage.name ?? "")?.[1];
}

function* kindNamed(passage: Passage, group: string, span: Span | undefined): Iterable<Brought> {
  const kind = (span && passage.text(span)) ?? "";
  const { at } = passage.document;
  yield { resource: { group, kind, name: "", namespace: "" }, span: span ?? at };
}

/** An API server of its own brings all kinds of its group. */
function* aggregated(passage: Passage): Iterable<Brought> {
  const span = passage.scalar("group");
  const group = span && passage.text(span);
  if (span !== undefined && group !== undefined && passage.fields("service").length > 0)
    yield* kindNamed(passage, group, undefined);
}
