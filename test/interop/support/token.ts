import { mkdir, writeFile } from "node:fs/promises";

import { mustRun, run } from "./process.ts";
import type { Scratch } from "./scratch.ts";

const MODULE = "/usr/lib/softhsm/libsofthsm2.so";
const LABEL = "release";
const PIN = "87654321";

/** A PKCS#11 token in a folder: SoftHSM, spoken to by OpenSC. */
export interface Token {
  /** What a signer program needs for the key of an id. */
  env(id: string): NodeJS.ProcessEnv;
  /** Makes a key pair. @param type as `EC:prime256v1` or `rsa:2048` */
  generate(id: string, type: string): Promise<void>;
  /** The file of a public key in PEM, as a user exports it: by OpenSC and OpenSSL alone. */
  export(id: string): Promise<string>;
}

/** Whether both are installed. */
export async function tokenInstalled(): Promise<boolean> {
  const [softhsm, opensc] = await Promise.all([
    run("softhsm2-util", ["--version"]),
    run("opensc-tool", ["--info"]),
  ]);
  return softhsm.code === 0 && opensc.code === 0;
}

export async function makeToken(scratch: Scratch): Promise<Token> {
  const config = scratch.path("softhsm2.conf");
  await mkdir(scratch.path("tokens"), { recursive: true });
  await writeFile(config, `directories.tokendir = ${scratch.path("tokens")}\n`);
  const env = { ...scratch.env, SOFTHSM2_CONF: config };
  const pins = ["--so-pin", "12345678", "--pin", PIN];
  await mustRun("softhsm2-util", ["--init-token", "--free", "--label", LABEL, ...pins], { env });
  const place = ["--module", MODULE, "--token-label", LABEL];
  const login = [...place, "--login", "--pin", PIN];
  return {
    env: (id) => ({
      ...env,
      BP_SIGNER_ENV: "SOFTHSM2_CONF",
      BP_SIGNER_PKCS11_MODULE: MODULE,
      BP_SIGNER_PKCS11_TOKEN: LABEL,
      BP_SIGNER_PKCS11_ID: id,
      BP_SIGNER_PKCS11_PIN: PIN,
    }),
    generate: async (id, type) => {
      const made = ["--keypairgen", "--key-type", type, "--id", id, "--label", `bp-${id}`];
      await mustRun("pkcs11-tool", [...login, ...made], { env });
    },
    export: async (id) => {
      const [der, pem] = [scratch.path(`${id}.der`), scratch.path(`${id}.pub`)];
      const read = ["--read-object", "--type", "pubkey", "--id", id, "--output-file", der];
      await mustRun("pkcs11-tool", [...place, ...read], { env });
      await mustRun("openssl", ["pkey", "-pubin", "-inform", "DER", "-in", der, "-out", pem]);
      return pem;
    },
  };
}
