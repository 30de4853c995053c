"use strict";

const { spawn } = require("node:child_process");
const { join } = require("node:path");

// The runner starts this file with its own Node and hands the inputs of action.yml over as variables.
const input = (name) => process.env[`INPUT_${name.toUpperCase()}`]?.trim() ?? "";

const words = (text) => text.split(/\s+/u).filter((word) => word !== "");

const lines = (text) =>
  text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== "");

function commandLine() {
  const registry = input("registry");
  return [
    ...words(input("command")),
    ...words(input("selection")),
    ...(registry === "" ? [] : ["--to", registry]),
    ...(input("key") === "" ? [] : ["--key", "env://BP_KEY"]),
    ...lines(input("options")),
    "-C",
    join(process.env.GITHUB_WORKSPACE ?? ".", input("working-directory") || "."),
  ];
}

function environment() {
  const { BP_KEY: _key, ...others } = process.env;
  // What the inputs hold goes on under the names that bp reads, and no secret twice.
  const own = Object.entries(others).filter(
    ([name]) => !/^INPUT_(?:KEY|PASSWORD|TOKEN)$/u.test(name),
  );
  const token = input("token");
  return {
    ...Object.fromEntries(own),
    COSIGN_PASSWORD: input("password") || process.env.COSIGN_PASSWORD || "",
    ...(input("key") === "" ? {} : { BP_KEY: process.env.INPUT_KEY }),
    ...(token === "" ? {} : { GITHUB_TOKEN: token }),
  };
}

function run() {
  if (input("command") === "") {
    process.stdout.write("::error::the input command says what bp does, as publish\n");
    process.exitCode = 2;
    return;
  }
  const child = spawn(process.execPath, [join(__dirname, "bp.js"), ...commandLine()], {
    stdio: "inherit",
    env: environment(),
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stdout.write(`::error::bp could not be started: ${error.message}\n`);
    process.exitCode = 70;
  });
  child.on("exit", (code) => (process.exitCode = code ?? 130));
}

run();
