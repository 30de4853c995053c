import { isBpError } from "../model/error.ts";
import { coercedText, decodeText, entry, nodeAt, parseYaml } from "../yaml/index.ts";
import type { GitObjects } from "./git-objects.ts";
import { fileLimit } from "./reading.ts";

/** The version of a Chart.yaml, or of a blueprint.yaml, in git, as `COMMIT:path`; undefined where there is none. */
export async function versionIn(objects: GitObjects, object: string): Promise<string | undefined> {
  try {
    const text = decodeText((await objects.ask(object, fileLimit)).bytes);
    const root = text === undefined ? undefined : parseYaml(text, object).documents[0]?.root;
    return coercedText(entry(root, "version") ?? nodeAt(root, "/spec/version"));
  } catch (error) {
    if (isBpError(error, "UNREADABLE")) return undefined;
    throw error;
  }
}
