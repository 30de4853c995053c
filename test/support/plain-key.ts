import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";

import type { KeyPair } from "./signed.ts";
import { write } from "./workspace.ts";

/** A key without a password, in a folder: to open an encrypted one takes longer than all the rest of a run. */
export function plainKeyPair(folder: string): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  write(folder, {
    "plain.key": privateKey.export({ format: "pem", type: "pkcs8" }),
    "plain.pub": publicKey.export({ format: "pem", type: "spki" }),
  });
  return { key: join(folder, "plain.key"), publicKey: join(folder, "plain.pub") };
}
