import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

/** The program is bundled with its libraries, one chunk a command: a start reads three files instead of hundreds. */
async function bundle(): Promise<void> {
  const build = await rolldown({
    cwd: root,
    input: { bp: "src/cli/main.ts", index: "src/index.ts" },
    platform: "node",
    // What the SBOM library could use for XML and for checking its own output, which bp does with neither.
    external: ["libxmljs2", "xmlbuilder2", "ajv-formats-draft2019"],
  });
  await build.write({
    dir: dist,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
  });
  await build.close();
}

function declarations(): void {
  const compiler = createRequire(import.meta.url).resolve("typescript/package.json");
  const tsc = join(compiler, "..", "bin", "tsc");
  const result = spawnSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], {
    stdio: "inherit",
  });
  if (result.status !== 0) throw new Error("the declarations do not compile");
}

await rm(dist, { recursive: true, force: true });
await bundle();
declarations();
