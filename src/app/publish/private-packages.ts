import { isBpError } from "../../model/error.ts";
import type { Target } from "../../model/reference.ts";
import { repositoryIn } from "../../model/reference.ts";
import { accessCheck } from "../verify/access-check.ts";
import type { ArtifactResult } from "./artifact.ts";
import type { PublishPorts } from "./publish-ports.ts";

/** Says once which of the packages that are new take a login (BP808): clusters without one will not find them. */
export async function warnOfPrivatePackages(
  results: readonly ArtifactResult[],
  target: Target,
  ports: Pick<PublishPorts, "anonymous" | "emit">,
): Promise<void> {
  const asked = results.map(({ report }) => isPrivate(report, target, ports));
  const names = (await Promise.all(asked)).flatMap((name) => name ?? []);
  if (names.length === 0) return;
  const message = `pulling takes a login: ${names.join(", ")} (BP808)`;
  ports.emit({ kind: "warning", message });
}

/** The name of a package that is. That it cannot be asked now is no fault of what is published. */
async function isPrivate(
  { name, status, digest }: ArtifactResult["report"],
  target: Target,
  { anonymous }: Pick<PublishPorts, "anonymous">,
): Promise<string | undefined> {
  if (status !== "published" || digest === null) return undefined;
  try {
    const check = await accessCheck(anonymous?.(repositoryIn(target, name)), digest);
    return check.warning === true ? name : undefined;
  } catch (error) {
    if (isBpError(error)) return undefined;
    throw error;
  }
}
