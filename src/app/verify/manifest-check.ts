import type { Descriptor } from "../../model/descriptor.ts";
import { mediaType } from "../../model/media-type.ts";
import { fetchAll, parseManifest } from "../../oci/index.ts";
import type { Manifest, Source } from "../../oci/index.ts";
import type { PackedUnit } from "../packed-unit.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";

/** The parts of an artifact's manifest. */
export interface ArtifactParts {
  readonly kind: PackedUnit["kind"];
  readonly config: Descriptor;
  readonly archive: Descriptor;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What the config's type says that an artifact is, and the type of its one layer. */
const kinds: ReadonlyMap<string, Pick<ArtifactParts, "kind"> & { readonly layer: string }> =
  new Map([
    [mediaType.helmConfig, { kind: "chart", layer: mediaType.helmChart }],
    [mediaType.fluxConfig, { kind: "kustomize", layer: mediaType.fluxContent }],
  ]);

/** The manifest is what Helm and Flux accept (interop §1.2): one config, one layer, no artifactType. */
export async function checkManifest(
  source: Source,
  subject: Descriptor,
): Promise<Found<ArtifactParts>> {
  const manifest = parseManifest(await fetchAll(source, subject), subject.digest);
  return { value: partsOf(manifest), detail: subject.digest };
}

/** @throws CheckFault for what Helm and Flux would refuse */
function partsOf(manifest: Manifest): ArtifactParts {
  const { config, layers, annotations = {} } = manifest;
  if (manifest.mediaType !== mediaType.manifest)
    throw new CheckFault(`it is of type ${manifest.mediaType ?? "none"}`);
  const is = kindOf(config);
  if (config === undefined || is === undefined)
    throw new CheckFault(
      `its config is ${typeOf(config)}: this is no Helm chart, and no manifests for Flux`,
    );
  const [archive, ...more] = layers;
  if (archive === undefined || more.length > 0)
    throw new CheckFault(`it has ${layers.length} layers, not one`);
  if (archive.mediaType !== is.layer) throw new CheckFault(`its layer is ${archive.mediaType}`);
  if (manifest.artifactType !== undefined)
    throw new CheckFault(`it has an artifactType, ${manifest.artifactType}`);
  return { kind: is.kind, config, archive, annotations };
}

function kindOf(config: Descriptor | undefined): ReturnType<typeof kinds.get> {
  return config === undefined ? undefined : kinds.get(config.mediaType);
}

function typeOf(config: Descriptor | undefined): string {
  return config?.mediaType ?? "missing";
}
