#!/usr/bin/env node
"use strict";

const { existsSync } = require("node:fs");
const { dirname, join } = require("node:path");

// This file alone must run on any Node: it decides which Node runs the program.
const [major, minor, patch] = process.versions.node.split(".").map(Number);
const supported =
  (major === 22 && (minor > 22 || (minor === 22 && patch >= 2))) ||
  (major === 24 && minor >= 15) ||
  major >= 26;

const packageRoot = join(__dirname, "..", "/");

function pinnedNode() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  try {
    const manifest = require.resolve(`node-${platform}-${process.arch}/package.json`);
    const program = process.platform === "win32" ? "bin/node.exe" : "bin/node";
    const file = join(dirname(manifest), program);
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
  const { spawn } = require("node:child_process");
  const { constants } = require("node:os");
  const child = spawn(node, [__filename, ...process.argv.slice(2)], {
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

function run() {
  if (!supported) return runOnPinnedNode();
  const program = join(packageRoot, "dist/bp.cjs");
  if (existsSync(program)) return require(program).main(process.argv.slice(2), packageRoot);
  process.stderr.write("bp is not built: run `npm run build` in the project.\n");
  return 2;
}

/** Elsewhere than on Linux a stream may still hold what was written to it. */
function flushed(stream) {
  if (stream.writableLength === 0 || stream.destroyed) return undefined;
  return new Promise((resolve) => stream.write("", resolve));
}

/** All is done and said: what else Node would finish, as a collection of memory under way, nobody waits for. */
async function end() {
  process.exitCode = await run();
  await flushed(process.stdout);
  await flushed(process.stderr);
  process.exit();
}

void end();
