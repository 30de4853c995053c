import { generateKeyPairSync } from "node:crypto";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { bp, said } from "../support/program.ts";
import { temporary, unit, workspace, write } from "../support/workspace.ts";

/** A signer program that keeps its key in a file beside it, and notes that it was run. */
function signer(): { readonly path: string; readonly ran: string; readonly publicKey: string } {
  const folder = temporary();
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(join(folder, "key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  const pem = publicKey.export({ type: "spki", format: "pem" });
  writeFileSync(join(folder, "key.pub"), pem);
  const path = join(folder, "sign");
  const ran = join(folder, "ran");
  const body = `#!${process.execPath}
const { readFileSync, writeFileSync } = require("node:fs");
const { sign } = require("node:crypto");
writeFileSync(${JSON.stringify(ran)}, "");
const request = JSON.parse(readFileSync(0, "utf8"));
const key = readFileSync(${JSON.stringify(join(folder, "key.pem"))});
const answer = request.verb === "public-key"
  ? { publicKey: ${JSON.stringify(pem)} }
  : { signature: sign("sha256", Buffer.from(request.message, "base64"), key).toString("base64") };
console.log(JSON.stringify({ version: 1, ...answer }));
`;
  writeFileSync(path, body);
  chmodSync(path, 0o755);
  return { path, ran, publicKey: join(folder, "key.pub") };
}

test("a program signs, and by the public key that it names all of it verifies", async () => {
  const { path, publicKey } = signer();
  const cwd = workspace(unit("products/shop"));
  const to = `oci-layout:${temporary()}`;
  const published = await bp(["publish", "shop", "--to", to, "--key", `exec:${path}`], { cwd });
  expect(published.code, said(published)).toBe(0);
  for (const key of [publicKey, `exec:${path}`]) {
    const verified = await bp(["verify", `${to}/bp-shop:1.0.0`, "--key", key], { cwd });
    expect(verified.code, said(verified)).toBe(0);
  }
  const again = await bp(["publish", "shop", "--to", to, "--key", `exec:${path}`, "--check-all"], {
    cwd,
  });
  expect(again.stdout).toMatch(/^unchanged /mu);
});

describe("a file of the workspace names no program that is run", () => {
  test("not as the key that signs", async () => {
    const { path, ran } = signer();
    const cwd = workspace(unit("products/shop"), {
      "bp.config.yaml": `signing:\n  key: "exec:${path}"\n`,
    });
    const outcome = await bp(["publish", "shop", "--to", `oci-layout:${temporary()}`], { cwd });
    expect([outcome.code, said(outcome)]).toEqual([
      2,
      expect.stringContaining("a file of the workspace may not name one that bp runs"),
    ]);
    expect(existsSync(ran)).toBe(false);
  });

  test("not as the key that verifies, in the configuration or in a policy", async () => {
    const { path, ran } = signer();
    const cwd = workspace(unit("products/shop"));
    const layout = `oci-layout:${temporary()}`;
    const reference = `${layout}/bp-shop:1.0.0`;
    await bp(["keygen"], { cwd });
    await bp(["publish", "shop", "--to", layout, "--key", "cosign.key"], { cwd });
    write(cwd, {
      "bp.config.yaml": `verify:\n  key: "exec:${path}"\n`,
      "policy.yaml": `signers:\n  - key: "exec:${path}"\n`,
    });
    for (const more of [[], ["--policy", "policy.yaml"]]) {
      const outcome = await bp(["verify", reference, ...more], { cwd });
      expect([outcome.code, said(outcome)]).toEqual([
        2,
        expect.stringContaining("may not name one that bp runs"),
      ]);
    }
    expect(existsSync(ran)).toBe(false);
  });
});
