import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { signerProgram } from "../../src/cli/signer-program.ts";
import { temporary } from "../support/workspace.ts";

/** A folder with a program `sign` of this body, where `request` and `verb` are at hand. */
function folderWith(body: string): string {
  const folder = temporary();
  const file = join(folder, "sign");
  const head = `#!${process.execPath}
const verb = process.argv[2];
const request = require("node:fs").readFileSync(0, "utf8");
`;
  writeFileSync(file, head + body);
  chmodSync(file, 0o755);
  return folder;
}

async function say(
  body: string,
  environment: Readonly<Record<string, string>> = {},
  program = "./sign",
): Promise<string> {
  const ask = signerProgram(program, folderWith(body), environment);
  return Buffer.from(await ask("public-key", "the request")).toString();
}

describe("a signer program", () => {
  test("is given the verb and the request, and its output is the answer", async () => {
    expect(await say("console.log(verb, request)")).toBe("public-key the request\n");
  });

  test("is found on the PATH where it has no slash", async () => {
    const folder = folderWith("console.log('found')");
    const ask = signerProgram("sign", temporary(), { PATH: folder });
    expect(Buffer.from(await ask("sign", "")).toString()).toBe("found\n");
  });

  test("sees what it needs of the environment, and none of the run's secrets", async () => {
    const environment = {
      PATH: "/usr/bin",
      HOME: "/home/ann",
      GITHUB_TOKEN: "hunter2",
      COSIGN_PASSWORD: "hunter2",
      SIGSTORE_ID_TOKEN: "hunter2",
      AWS_REGION: "eu-1",
      BP_SIGNER_KEY: "release",
      BP_SIGNER_ENV: "AWS_REGION, NONE",
    };
    const said = await say("console.log(JSON.stringify(process.env))", environment);
    expect(JSON.parse(said)).toMatchObject({
      PATH: "/usr/bin",
      HOME: "/home/ann",
      AWS_REGION: "eu-1",
      BP_SIGNER_KEY: "release",
    });
    expect(said).not.toContain("hunter2");
  });

  test("may end before it has read its request", async () => {
    const folder = temporary();
    writeFileSync(join(folder, "sign"), "#!/bin/sh\necho early\n", { mode: 0o755 });
    const ask = signerProgram("./sign", folder, {});
    const answer = await ask("sign", "x".repeat(1_000_000));
    expect(Buffer.from(answer).toString()).toBe("early\n");
  });
});

function unusable(message: RegExp): object {
  return {
    code: "BAD_KEY",
    message: expect.stringMatching(message) as unknown,
    hint: expect.stringContaining("docs/signers.md") as unknown,
  };
}

describe("a program that does not do its part", () => {
  test.each<[string, string, RegExp]>([
    [
      "fails",
      "console.error('no   such\\nkey'); process.exit(3)",
      /ended with 3 at public-key: no such key$/u,
    ],
    ["is killed", "process.kill(process.pid, 'SIGKILL')", /was killed at public-key$/u],
    [
      "says too much",
      "console.log('x'.repeat(70_000))",
      /answers public-key with more than 65536 bytes/u,
    ],
  ])("%s", async (_, body, message) => {
    await expect(say(body)).rejects.toMatchObject(unusable(message));
  });

  test.each([
    ["never ends", "setInterval(() => undefined, 1000)"],
    [
      "leaves others behind that hold its output",
      "require('node:child_process').spawn('sleep', ['30'], { stdio: 'inherit' }); setInterval(() => undefined, 1000)",
    ],
  ])("%s", async (_, body) => {
    const environment = { PATH: process.env["PATH"] ?? "", BP_SIGNER_TIMEOUT: "1s" };
    const message = /gave no answer to public-key within 1 s/u;
    await expect(say(body, environment)).rejects.toMatchObject(unusable(message));
  });

  test("is not there", async () => {
    await expect(say("", {}, "./none")).rejects.toMatchObject({
      code: "BAD_KEY",
      message: expect.stringMatching(/cannot be started: .*ENOENT/u) as unknown,
    });
  });

  test("repeats a PIN, which is not shown", async () => {
    const body = "console.error(`wrong PIN ${process.env.BP_SIGNER_PIN}`); process.exit(1)";
    await expect(say(body, { BP_SIGNER_PIN: "57912468" })).rejects.toMatchObject({
      message: expect.stringMatching(/wrong PIN \*\*\*$/u) as unknown,
    });
  });
});
