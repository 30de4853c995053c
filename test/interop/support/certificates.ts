import { generateKeyPairSync } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { mustRun } from "./process.ts";

/** The files that Fulcio and its certificate log start with. */
export interface Certificates {
  /** A certificate authority, PEM, and its encrypted key. */
  readonly ca: string;
  readonly caText: string;
  readonly caKey: string;
  readonly password: string;
  /** The log's keys. */
  readonly ctKey: string;
  readonly ctPublicKey: string;
  readonly ctPublicText: string;
}

const extensions = [
  "-addext",
  "keyUsage=critical,keyCertSign,cRLSign",
  "-addext",
  "basicConstraints=critical,CA:TRUE,pathlen:1",
];

/** Made by openssl, since Node signs no certificates. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const [ca, caKey, plain] = [
    join(folder, "ca.pem"),
    join(folder, "ca.key"),
    join(folder, "ca.raw"),
  ];
  const password = "test";
  const pair = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const encrypted = {
    format: "pem",
    type: "pkcs8",
    cipher: "aes-256-cbc",
    passphrase: password,
  } as const;
  await writeFile(caKey, pair.privateKey.export(encrypted));
  await writeFile(plain, pair.privateKey.export({ format: "pem", type: "pkcs8" }));
  const name = ["-subj", "/O=sigstore.test/CN=sigstore", "-days", "30", "-sha384"];
  const args = ["req", "-x509", "-new", "-key", plain, ...name, ...extensions, "-out", ca];
  await mustRun("openssl", args, { cwd: folder });
  const log = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const [ctKey, ctPublicKey] = [join(folder, "ct.key"), join(folder, "ct.pub")];
  const ctPublicText = log.publicKey.export({ format: "pem", type: "spki" }).toString();
  await writeFile(ctKey, log.privateKey.export({ format: "pem", type: "sec1" }));
  await writeFile(ctPublicKey, ctPublicText);
  const caText = await readFile(ca, "utf8");
  return { ca, caText, caKey, password, ctKey, ctPublicKey, ctPublicText };
}
