#!/usr/bin/env node
// A signer program for `bp publish --key exec:…` (docs/signers.md): the key stays in a PKCS#11 token, which OpenSC's
// pkcs11-tool speaks to. ECDSA over P-256, and RSA.
//
//   BP_SIGNER_PKCS11_MODULE  the token's library, as /usr/lib/softhsm/libsofthsm2.so
//   BP_SIGNER_PKCS11_TOKEN   the token's label
//   BP_SIGNER_PKCS11_ID      the key's id, as 01; the token holds both halves under it (pkcs11-tool signs by id alone)
//   BP_SIGNER_PKCS11_PIN     the user's PIN, which pkcs11-tool reads from the environment
//   BP_SIGNER_ENV            other variables that the library needs, as SOFTHSM2_CONF
import { spawnSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";

const request = JSON.parse(readFileSync(0, "utf8"));
if (request.version !== 1) fail(`version ${request.version} of the protocol is not known here`);

if (request.verb === "public-key") {
  const der = token(["--read-object", "--type", "pubkey", "--id", setting("ID")]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  // A token answers one at a time.
  answer({ publicKey: key.export({ type: "spki", format: "pem" }), concurrency: 1 });
} else if (request.verb === "sign") {
  answer({ signature: sign(request).toString("base64") });
} else {
  fail(`${request.verb} is nothing that this program does`);
}

function sign({ algorithm, digest, message }) {
  const common = ["--sign", "--id", setting("ID"), "--login", "--pin", "env:BP_SIGNER_PKCS11_PIN"];
  if (algorithm.startsWith("ecdsa-")) {
    const how = ["--mechanism", "ECDSA", "--signature-format", "openssl"];
    return token([...common, ...how], Buffer.from(digest, "base64"));
  }
  if (algorithm === "rsa-pkcs1v15-sha256")
    return token([...common, "--mechanism", "SHA256-RSA-PKCS"], Buffer.from(message, "base64"));
  return fail(`${algorithm} is nothing that this program signs with`);
}

/** Runs pkcs11-tool, which reads standard input where it needs some, and gives what it prints. */
function token(args, input) {
  const place = ["--module", setting("MODULE"), "--token-label", setting("TOKEN")];
  const { status, stdout, stderr, error } = spawnSync("pkcs11-tool", [...place, ...args], {
    input,
  });
  if (error !== undefined) return fail(`pkcs11-tool cannot be started: ${error.message}`);
  return status === 0 ? stdout : fail(stderr.toString("utf8"));
}

function setting(name) {
  const variable = `BP_SIGNER_PKCS11_${name}`;
  return process.env[variable] ?? fail(`${variable} is not set`);
}

function answer(value) {
  process.stdout.write(`${JSON.stringify({ version: 1, ...value })}\n`);
}

function fail(message) {
  process.stderr.write(`${message.trim()}\n`);
  process.exit(1);
}
