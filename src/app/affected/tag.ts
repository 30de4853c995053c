import { BpError } from "../../model/error.ts";
import { nearest } from "../../model/nearest.ts";
import type { Unit } from "../../model/workspace.ts";
import { ships } from "../../model/workspace.ts";

/** A tag that releases one blueprint in one version: `platform/cilium/v1.2.3`. */
export interface ReleaseTag {
  /** As `platform/cilium`. */
  readonly folder: string;
  readonly version: string;
}

/** @throws BpError USAGE for a tag of another form */
export function parseReleaseTag(tag: string): ReleaseTag {
  const match = /^(?<folder>[^/]+(?:\/[^/]+)*)\/v(?<version>\d[^/]*)$/u.exec(tag);
  const { folder, version } = match?.groups ?? {};
  if (folder !== undefined && version !== undefined) return { folder, version };
  throw new BpError("USAGE", `the tag ${JSON.stringify(tag)} names no blueprint`, {
    hint: "a release tag is the blueprint's folder and its version, as platform/cilium/v1.2.3",
  });
}

/** @throws BpError EMPTY_SELECTION where no blueprint lies there, MATERIAL where it has another version */
export function unitOfTag(units: readonly Unit[], { folder, version }: ReleaseTag): Unit {
  const unit = units.find((one) => one.folder === folder && ships(one));
  if (unit === undefined) {
    const near = nearest(
      folder,
      units.map((one) => one.folder),
    );
    throw new BpError("EMPTY_SELECTION", `nothing that is published lies in ${folder}`, {
      hint: near === undefined ? "`bp list` shows what there is" : `did you mean ${near}?`,
    });
  }
  if (unit.version === version) return unit;
  const message = `the tag says ${folder} ${version}, and it is ${unit.version}`;
  throw new BpError("MATERIAL", message, {
    hint: `tag the commit that carries ${version}, or tag this one ${folder}/v${unit.version}`,
  });
}
