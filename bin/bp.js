#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

// This file alone must run on any Node: it decides which Node runs the program.
const [major, minor, patch] = process.versions.node.split(".").map(Number);
const supported =
  (major === 22 && (minor > 22 || (minor === 22 && patch >= 2))) ||
  (major === 24 && minor >= 15) ||
  major >= 26;

function pinnedNode() {
  const require = nodeModule.createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "win" : process.platform;
  try {
    const manifest = require.resolve(`node-${platform}-${process.arch}/package.json`);
    const file = fileURLToPath(
      new URL(process.platform === "win32" ? "bin/node.exe" : "bin/node", `file://${manifest}`),
    );
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

async function runOnPinnedNode() {
  const node = pinnedNode();
  if (node === undefined || process.env.BP_RELAUNCHED === "1") {
    process.stderr.write(
      `bp needs Node 22.22.2, 24.15 or 26 and newer; this is Node ${process.versions.node}.\n` +
        "Install Node 24 LTS, or run `npm ci` in the project, which brings its own.\n",
    );
    return 2;
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, BP_RELAUNCHED: "1" },
  });
  // A signal sent to this process alone must reach the program, which decides how to end.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`bp could not start its own Node: ${error.message}\n`);
      resolve(70);
    });
    child.on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

if (supported) {
  nodeModule.enableCompileCache?.();
  const program = new URL("../dist/bp.js", import.meta.url);
  if (existsSync(program)) {
    const { main } = await import(program.href);
    process.exitCode = await main(
      process.argv.slice(2),
      fileURLToPath(new URL("..", import.meta.url)),
    );
  } else {
    process.stderr.write("bp is not built: run `npm run build` in the project.\n");
    process.exitCode = 2;
  }
} else {
  process.exitCode = await runOnPinnedNode();
}
