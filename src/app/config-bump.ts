import type { YamlNode } from "../model/yaml-node.ts";
import { membersOf, textOf, wrong } from "./config-read.ts";

/** What happens to what holds a bumped chart: a patch step, the same step, or nothing. */
export type DependentsPolicy = "patch" | "same" | "none";

/** `bump` in bp.config.yaml. */
export interface BumpConfig {
  readonly dependents: DependentsPolicy;
  /** The folder of change files, relative to the workspace root. */
  readonly changes: string;
}

export const defaultBumpConfig: BumpConfig = { dependents: "patch", changes: ".changes" };

/** @throws BpError CONFIG with the place of what is wrong */
export function readBumpConfig(node: YamlNode): BumpConfig {
  const members = membersOf(node, "bump", ["dependents", "changes"]);
  const [dependents, changes] = [members.get("dependents"), members.get("changes")];
  return {
    dependents:
      dependents === undefined ? defaultBumpConfig.dependents : readDependents(dependents),
    changes:
      changes === undefined
        ? defaultBumpConfig.changes
        : textOf(changes, "bump.changes").replace(/^\.\/|\/+$/gu, ""),
  };
}

function readDependents(node: YamlNode): DependentsPolicy {
  const text = textOf(node, "bump.dependents");
  const policy = dependentsPolicy(text);
  if (policy !== undefined) return policy;
  throw wrong(node, "bump.dependents must be patch, same or none");
}

/** Undefined for another word. */
export function dependentsPolicy(text: string): DependentsPolicy | undefined {
  return text === "patch" || text === "same" || text === "none" ? text : undefined;
}
