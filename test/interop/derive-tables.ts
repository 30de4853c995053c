import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { derivedTables } from "./derive/tables.ts";
import { REPOSITORY } from "./support/peers.ts";

/** Writes the derived tables anew: node test/interop/derive-tables.ts */
for (const [path, text] of await derivedTables()) {
  await writeFile(join(REPOSITORY, path), text);
  console.log(`${path} is written`);
}
