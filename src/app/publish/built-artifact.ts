import { buildArtifact, fluxArtifact } from "../../artifact/index.ts";
import { chartAnnotations, chartConfig } from "../../chart/index.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOf } from "../../model/digest.ts";
import { annotation, mediaType } from "../../model/media-type.ts";
import type { PackedUnit } from "../packed-unit.ts";
import type { Release } from "./release.ts";

/** The manifest of what was packed, with what it names. */
export type BuiltArtifact = Pick<Release, "archive" | "config" | "manifest">;

/** What is published beside it, whose digests its manifest carries. */
export interface Beside {
  /** The published document. */
  readonly blueprint: Uint8Array | undefined;
  /** Of the archive of the compositions. */
  readonly compositions: Digest | undefined;
}

export function builtArtifact(packed: PackedUnit, beside: Beside): BuiltArtifact {
  return packed.kind === "chart" ? helm(packed, beside) : flux(packed, beside);
}

function helm(
  { metadata, digest, size, content }: PackedUnit & { readonly kind: "chart" },
  { blueprint, compositions }: Beside,
): BuiltArtifact {
  const bytes = chartConfig(metadata);
  const descriptor = { mediaType: mediaType.helmChart, digest, size };
  const artifact = buildArtifact({
    config: bytes,
    chart: descriptor,
    annotations: chartAnnotations(metadata),
    ...(blueprint === undefined ? {} : { blueprint }),
    ...(compositions === undefined ? {} : { compositions }),
  });
  return {
    archive: { descriptor, content },
    config: { descriptor: artifact.config, bytes },
    manifest: { descriptor: artifact.descriptor, bytes: artifact.manifest },
  };
}

function flux(
  packed: PackedUnit & { readonly kind: "kustomize" },
  { blueprint: document, compositions }: Beside,
): BuiltArtifact {
  const { name, version, digest, size, content, unpackedDigest, blueprint } = packed;
  const said = {
    [annotation.title]: name,
    [annotation.version]: version,
    ...cardAnnotations(blueprint),
    ...(document === undefined ? {} : { [annotation.blueprintDigest]: digestOf(document) }),
    ...(compositions === undefined ? {} : { [annotation.compositionsDigest]: compositions }),
  };
  const made = fluxArtifact({ content: { digest, size }, unpackedDigest, annotations: said });
  return {
    archive: { descriptor: made.layer, content },
    config: { descriptor: made.config, bytes: made.configBytes },
    manifest: { descriptor: made.descriptor, bytes: made.manifest },
  };
}

/** What the card says of the blueprint, under the keys of the image specification. */
function cardAnnotations(blueprint: Blueprint | undefined): Readonly<Record<string, string>> {
  const said = {
    description: blueprint?.description,
    documentation: blueprint?.documentation,
    licenses: blueprint?.license,
  };
  return Object.fromEntries(
    Object.entries(said).flatMap(([key, value = ""]) =>
      value.trim() === "" ? [] : [[`org.opencontainers.image.${key}`, value]],
    ),
  );
}
