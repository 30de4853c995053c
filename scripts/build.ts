import { spawnSync } from "node:child_process";
import { rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { rolldown } from "rolldown";
import type { OutputOptions, RolldownOutput } from "rolldown";

import { precompile } from "./precompile.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
// Built beside and moved in at the end, so that a program that starts meanwhile finds the old one or the new one whole.
const fresh = join(root, `dist.${process.pid}.new`);

/** The libraries go in with the code: a start reads a few files instead of hundreds. */
async function bundle(
  input: Readonly<Record<string, string>>,
  output: OutputOptions,
  define: Readonly<Record<string, string>> = {},
): Promise<RolldownOutput> {
  const build = await rolldown({
    cwd: root,
    input,
    platform: "node",
    plugins: [precompile(root)],
    // What a start loads in any case is asked for late all the same: elsewhere that spares a library.
    checks: { ineffectiveDynamicImport: false },
    transform: { define },
    // A door names more than a command needs: what nobody asks of a room is left out with all that it would load.
    treeshake: { moduleSideEffects: [{ test: /\/src\//u, sideEffects: false }] },
    // What the SBOM library could use for XML and for checking its own output, which bp does with neither.
    external: ["libxmljs2", "xmlbuilder2", "ajv-formats-draft2019"],
  });
  const written = await build.write({
    dir: fresh,
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
    ...output,
  });
  await build.close();
  return written;
}

/** What a start of `bp lint` loads, which an editor and every commit wait for. */
const started = [
  "src/cli/main.ts",
  "src/cli/render.ts",
  "src/cli/commands/lint.ts",
  "src/app/config-read.ts",
  "src/app/config.ts",
  "src/app/config-render.ts",
  "src/app/config-signing.ts",
  "src/app/load.ts",
  "src/app/rules-held.ts",
];

/**
 * CommonJS, which Node starts in two thirds of the time that it takes for modules, with all of `started` in one file:
 * a call from file to file costs more here than within one. Each other command has a file of its own.
 */
async function program(): Promise<void> {
  const files = new Set(started.map((file) => join(root, file)));
  const form = {
    format: "cjs",
    strict: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "chunks/[name]-[hash].cjs",
  } as const;
  const { output } = await bundle(
    { main: "src/cli/main.ts", "pack-worker": "src/cli/pack-worker.ts" },
    { ...form, codeSplitting: { groups: [{ name: "start", test: (id) => files.has(id) }] } },
  );
  const chunk = output.find((one) => one.name === "start")?.fileName;
  await bundle({ bp: "src/cli/start.ts" }, form, { startChunk: JSON.stringify(chunk) });
}

/** The doors for other programs, which are modules. */
async function library(): Promise<void> {
  await bundle(
    { index: "src/index.ts", oci: "src/oci.ts" },
    { format: "esm", entryFileNames: "[name].js", chunkFileNames: "parts/[name]-[hash].js" },
  );
}

function declarations(): void {
  const compiler = createRequire(import.meta.url).resolve("typescript/package.json");
  const tsc = join(compiler, "..", "bin", "tsc");
  const project = ["-p", join(root, "tsconfig.build.json"), "--outDir", join(fresh, "types")];
  const result = spawnSync(process.execPath, [tsc, ...project], { stdio: "inherit" });
  if (result.status !== 0) throw new Error("the declarations do not compile");
}

try {
  await program();
  await library();
  declarations();
  await rm(dist, { recursive: true, force: true });
  await rename(fresh, dist);
} finally {
  await rm(fresh, { recursive: true, force: true });
}
