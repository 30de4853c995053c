import { listTarGz } from "../../archive/index.ts";
import { inspectManifests } from "../../kustomize/index.ts";
import { isDigest } from "../../model/digest.ts";
import { member } from "../../model/json.ts";
import { annotation } from "../../model/media-type.ts";
import type { Spooled } from "../../model/ports.ts";
import type { ArchiveContents, ArtifactIdentity } from "./archive-check.ts";
import { CheckFault } from "./attempt.ts";
import type { Found } from "./attempt.ts";
import { parseConfig } from "./chart-check.ts";

type ManifestIdentity = ArtifactIdentity & { readonly kind: "kustomize" };

/**
 * The config is that of an image with one layer; the name stands in the manifest's annotations alone.
 * @throws CheckFault for another
 */
export function manifestIdentity(
  config: string,
  annotations: Readonly<Record<string, string>>,
): ManifestIdentity {
  const layers = member(member(parseConfig(config), "rootfs"), "diff_ids");
  const [digest, ...more]: readonly unknown[] = Array.isArray(layers) ? layers : [];
  if (typeof digest !== "string" || !isDigest(digest) || more.length > 0)
    throw new CheckFault("it does not name one layer");
  const { [annotation.title]: name, [annotation.version]: version } = annotations;
  if (name === undefined || version === undefined)
    throw new CheckFault("the manifest names no blueprint and version");
  return { kind: "kustomize", name, version, unpackedDigest: digest };
}

/** What the archive holds can be built: it has a base, and all that a kustomization names. */
export async function manifestContents(
  archive: Spooled,
  { name, version, unpackedDigest: promised }: ManifestIdentity,
): Promise<Found<ArchiveContents>> {
  const { overlays } = await inspectManifests(archive.open(), name);
  const { tar } = await listTarGz(archive.open(), { name, flat: true });
  if (tar !== promised) throw new CheckFault(`it unpacks to ${tar}, the config says ${promised}`);
  const more = overlays.length === 0 ? "no overlays" : `the overlays ${overlays.join(", ")}`;
  return { value: { name, version, subcharts: [] }, detail: `holds a base and ${more}` };
}
