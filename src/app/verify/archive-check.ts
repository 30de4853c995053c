import { packedLimit } from "../../archive/index.ts";
import type { Digest } from "../../model/digest.ts";
import { annotation } from "../../model/media-type.ts";
import type { Spool, Spooled } from "../../model/ports.ts";
import { tagOf } from "../../model/version.ts";
import { fetchAll } from "../../oci/index.ts";
import type { Source } from "../../oci/index.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";
import { chartContents, chartIdentity } from "./chart-check.ts";
import type { ArtifactParts } from "./manifest-check.ts";
import { manifestContents, manifestIdentity } from "./manifests-check.ts";

const configLimit = 4 * 1024 * 1024;

/** What an artifact says that it is. */
export type ArtifactIdentity = { readonly name: string; readonly version: string } & (
  | {
      readonly kind: "chart";
      /** Chart.yaml as JSON text, as the config holds it. */
      readonly config: string;
    }
  | {
      readonly kind: "kustomize";
      /** Of the tar in the archive, as the config says. */
      readonly unpackedDigest: Digest;
    }
);

/** What an archive was found to hold. */
export interface ArchiveContents {
  readonly name: string;
  readonly version: string;
  readonly subcharts: readonly { readonly name: string; readonly version: string }[];
}

/** What a reference with a tag asks for. */
export interface Asked {
  /** The last part of the repository's path, as Helm requires it to be the chart's name (interop §1.5). */
  readonly name: string | undefined;
  readonly tag: string;
}

/** The config says what the archive is, and names what the manifest's annotations and the reference name. */
export async function checkConfig(
  source: Source,
  parts: ArtifactParts,
  asked: Asked | undefined,
): Promise<Found<ArtifactIdentity>> {
  const text = new TextDecoder().decode(await fetchAll(source, parts.config, configLimit));
  const { annotations, kind } = parts;
  const identity = kind === "chart" ? chartIdentity(text) : manifestIdentity(text, annotations);
  const { name, version } = identity;
  const titled = annotations[annotation.title];
  const versioned = annotations[annotation.version];
  if (titled !== name)
    throw new CheckFault(`it is ${name}, the manifest says ${titled ?? "nothing"}`);
  if (versioned !== version)
    throw new CheckFault(`it is version ${version}, the manifest says ${versioned ?? "none"}`);
  if (asked?.name !== undefined && asked.name !== name)
    throw new CheckFault(`it is ${name} in the repository ${asked.name}`);
  if (asked !== undefined && asked.tag !== tagOf(version))
    throw new CheckFault(`it is version ${version} under the tag ${asked.tag}`);
  return { value: identity, detail: `${name} ${version}` };
}

/** The archive has the digest and size that the manifest says; its bytes are kept for the next check. */
export async function checkArchive(
  source: Source,
  { archive }: ArtifactParts,
  spool: Spool,
): Promise<Found<Spooled>> {
  const value = await spool(await source.fetch(archive), packedLimit);
  return { value, detail: `${archive.size} bytes, ${archive.digest}` };
}

/** What the archive holds is what the config describes, whole. */
export function checkContents(
  archive: Spooled,
  identity: ArtifactIdentity,
): Promise<Found<ArchiveContents>> {
  return identity.kind === "chart"
    ? chartContents(archive, identity)
    : manifestContents(archive, identity);
}
