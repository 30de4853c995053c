import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { temporary } from "./workspace.ts";

/** Why no certificate can be made here; undefined where one can. */
export const whyNoCertificate: string | undefined =
  spawnSync("openssl", ["version"]).status === 0 ? undefined : "openssl is not installed";

/** A certificate that signs itself, with its key; files and their texts. */
export interface TestCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly certificate: string;
  readonly key: string;
}

/** For localhost and 127.0.0.1, and hosts besides; in a folder that is gone when the test is done, unless one is given. */
export function makeCertificate(
  hosts: readonly string[] = [],
  folder: string = temporary(),
): TestCertificate {
  const [certificateFile, keyFile] = [join(folder, "tls.crt"), join(folder, "tls.key")];
  const command =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost " +
    `-addext subjectAltName=DNS:localhost,IP:127.0.0.1${hosts.map((host) => `,DNS:${host}`).join("")}`;
  const args = [...command.split(" "), "-keyout", keyFile, "-out", certificateFile];
  const made = spawnSync("openssl", args, { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`openssl makes no certificate: ${made.stderr}`);
  const [certificate, key] = [readFileSync(certificateFile, "utf8"), readFileSync(keyFile, "utf8")];
  return { certificateFile, keyFile, certificate, key };
}
