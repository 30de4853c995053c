import { versionSites } from "../../lint/index.ts";
import type { SiteSettings, VersionSite } from "../../lint/index.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Unit, Workspace } from "../../model/workspace.ts";

/** Which version a unit's places must carry. */
export interface WantedVersion {
  readonly unit: Unit;
  readonly version: string;
}

interface Setting extends SiteSettings {
  readonly workspace: Workspace;
  /** The units whose files are left alone, by folder. */
  readonly frozen: ReadonlySet<string>;
}

/** The places of these units that do not carry the version wanted of them, each with its edit where one is safe. */
export function* outOfStep(wanted: readonly WantedVersion[], setting: Setting): Generator<Finding> {
  for (const { unit, version } of wanted) {
    for (const site of versionSites(unit, setting.workspace, setting)) {
      if (site.holds(version)) continue;
      yield told(site, unit, { version, frozen: setting.frozen.has(site.holder?.folder ?? "") });
    }
  }
}

function told(
  site: VersionSite,
  unit: Unit,
  { version, frozen }: { readonly version: string; readonly frozen: boolean },
): Finding {
  const { ruleId, at, pointer, what, written } = site;
  const change = frozen ? undefined : site.write(version);
  const stands = written === "" ? "is missing" : `is ${written}`;
  const why = frozen ? "; dependents are left alone" : "; it is written where no edit is safe";
  return finding({
    ruleId,
    severity: "error",
    at,
    pointer,
    message: `${what} ${stands}, and ${unit.name} is ${version}${change === undefined ? why : ""}`,
    blueprint: unit.name,
    help: `bp bump ${unit.name} --level none`,
    ...(change === undefined
      ? {}
      : { fix: { description: `write ${change.text.trim()}`, changes: [change] } }),
  });
}
