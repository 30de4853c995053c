import type { ArchiveEntry } from "../archive/index.ts";
import { BpError } from "../model/error.ts";
import { contentOf } from "./bytes.ts";

/** Helm packages no values.schema.json that is not JSON. @throws BpError MATERIAL naming the file and the fault */
export async function checkSchema(entry: ArchiveEntry, where: string): Promise<void> {
  const file = `${where}/${entry.path}`;
  const text = Buffer.from(await contentOf(entry, file)).toString();
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : String(error);
    throw new BpError("MATERIAL", `${file} is not JSON: ${reason.slice(0, 200)}`);
  }
}
