import type { ChartDependency, ChartMetadata } from "../model/chart.ts";
import type { FieldReader } from "./metadata-fields.ts";

/** Semantic versions as loosely as Helm takes them (Masterminds semver, coerced): a leading v, one to three numbers. */
const looseVersion =
  /^v?\d+(?:\.\d+){0,2}(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/u;

const aliasPattern = /^[a-zA-Z0-9_-]+$/u;

/** Notes what Helm refuses in a Chart.yaml whose types are right (helm Metadata.Validate). */
export function validateMetadata(reader: FieldReader, metadata: ChartMetadata): void {
  const { apiVersion, name, version, type, dependencies } = metadata;
  if (apiVersion === "")
    reader.fault("apiVersion", "apiVersion is missing", "write apiVersion: v2");
  else if (apiVersion !== "v1" && apiVersion !== "v2")
    reader.fault("apiVersion", `${show(apiVersion)} is not v1 or v2`, "write apiVersion: v2");
  if (name === "") reader.fault("name", "name is missing", "name the chart");
  else checkName(reader, name);
  if (version === "") reader.fault("version", "version is missing", "write a version as 1.0.0");
  else if (!looseVersion.test(version))
    reader.fault("version", `${show(version)} is not a version`, "write a version as 1.0.0");
  if (!["", "application", "library"].includes(type))
    reader.fault("type", `${show(type)} is not a type of chart`, "write application or library");
  checkDependencies(reader, dependencies);
}

function checkName(reader: FieldReader, name: string): void {
  if (name !== "." && name !== ".." && !/[/\\]/u.test(name)) return;
  reader.fault("name", `${show(name)} cannot be the name of a chart`, "name it without slashes");
}

function checkDependencies(reader: FieldReader, dependencies: readonly ChartDependency[]): void {
  const seen = new Set<string>();
  for (const { name, alias, at } of dependencies) {
    const key = alias === "" ? name : alias;
    if (alias !== "" && !aliasPattern.test(alias))
      reader.fault(
        "dependencies",
        `the alias ${show(alias)} has other characters than a-z, A-Z, 0-9, _ and -`,
        "rename it",
        at,
      );
    if (seen.has(key))
      reader.fault(
        "dependencies",
        `two dependencies are named ${show(key)}`,
        "give one of them an alias",
        at,
      );
    seen.add(key);
  }
}

function show(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
