import { spawnSync } from "node:child_process";
import { rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { rolldown } from "rolldown";

import { precompile } from "./precompile.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
// Built beside and moved in at the end, so that a program that starts meanwhile finds the old one or the new one whole.
const fresh = join(root, `dist.${process.pid}.new`);

/** The program is bundled with its libraries, one chunk a command: a start reads three files instead of hundreds. */
async function bundle(): Promise<void> {
  const build = await rolldown({
    cwd: root,
    input: { bp: "src/cli/main.ts", index: "src/index.ts", oci: "src/oci.ts" },
    platform: "node",
    plugins: [precompile(root)],
    // A door names more than a command needs: what nobody asks of a room is left out with all that it would load.
    treeshake: { moduleSideEffects: [{ test: /\/src\//u, sideEffects: false }] },
    // What the SBOM library could use for XML and for checking its own output, which bp does with neither.
    external: ["libxmljs2", "xmlbuilder2", "ajv-formats-draft2019"],
  });
  await build.write({
    dir: fresh,
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
  const project = ["-p", join(root, "tsconfig.build.json"), "--outDir", join(fresh, "types")];
  const result = spawnSync(process.execPath, [tsc, ...project], { stdio: "inherit" });
  if (result.status !== 0) throw new Error("the declarations do not compile");
}

try {
  await bundle();
  declarations();
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist);
} finally {
  await rm(fresh, { recursive: true, force: true });
}
