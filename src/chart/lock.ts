import { BpError } from "../model/error.ts";
import type { YamlDocument } from "../model/yaml-node.ts";
import { coercedText, emitYaml } from "../yaml/index.ts";
import { dependencyFields } from "./fields.ts";
import { goField } from "./go-field.ts";
import { readMetadata } from "./metadata.ts";

const time =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/u;

/** Chart.lock as Go marshals Helm's struct, its fields in the struct's order. */
export interface LockFields {
  readonly generated: string;
  readonly digest: string;
  readonly dependencies: readonly unknown[] | null;
}

/**
 * Chart.lock (or requirements.lock) as Helm writes it again into a package (interop §1.8): known fields alone, keys
 * sorted, the time in RFC 3339 with the fraction's trailing zeros gone. Undefined where the file is empty.
 * @throws BpError MATERIAL where the time is none
 */
export function rewriteLock(document: YamlDocument | undefined, file: string): string | undefined {
  const fields = lockFields(document, file);
  return fields && emitYaml(fields);
}

/** As rewriteLock, as data. */
export function lockFields(
  document: YamlDocument | undefined,
  file: string,
): LockFields | undefined {
  const root = document?.root;
  if (document === undefined || root === undefined) return undefined;
  if (root.kind === "scalar" && root.value === null) return undefined;
  const listed = goField(root, "dependencies");
  const { dependencies } = readMetadata(document, file).metadata;
  return {
    generated: rewriteTime(coercedText(goField(root, "generated")) ?? "", file),
    digest: coercedText(goField(root, "digest")) ?? "",
    dependencies: listed?.kind === "sequence" ? dependencies.map(dependencyFields) : null,
  };
}

function rewriteTime(text: string, file: string): string {
  if (text === "") return "0001-01-01T00:00:00Z";
  const match = time.exec(text);
  if (match === null) {
    throw new BpError("MATERIAL", `${file}: generated is no time: ${text.slice(0, 80)}`, {
      hint: "`bp vendor --update` writes the lock again",
    });
  }
  const fraction = (match[2] ?? "").slice(0, 9).replace(/0+$/u, "");
  const zone = /[+-]00:00/u.test(match[3] ?? "") ? "Z" : match[3];
  return `${match[1]}${fraction === "" ? "" : `.${fraction}`}${zone}`;
}
