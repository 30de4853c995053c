import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { generatedFiles } from "./docs/generated.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = generatedFiles(root);

mkdirSync(join(root, "docs/rules"), { recursive: true });
for (const name of readdirSync(join(root, "docs/rules")))
  if (!files.has(`docs/rules/${name}`)) rmSync(join(root, "docs/rules", name));
for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
