import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { findHelm } from "./helm.ts";
import { temporary } from "./workspace.ts";

const helm = await findHelm();

/** The Helm that tests use, or why there is none: to skip with. */
export const testHelm: { readonly path: string; readonly version: string } =
  "path" in helm ? helm : { path: "", version: `none: ${helm.missing}` };

/** A PATH on which `helm` is that one, before everything else. */
export function pathWithHelm(): string {
  const folder = temporary();
  chmodSync(folder, 0o755);
  symlinkSync(testHelm.path, join(folder, "helm"));
  return `${folder}:${process.env["PATH"] ?? ""}`;
}
