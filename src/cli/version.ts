import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version of the package that runs. */
export function version(packageRoot: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8"));
  return manifest !== null && typeof manifest === "object" && "version" in manifest
    ? String(manifest.version)
    : "0.0.0";
}
