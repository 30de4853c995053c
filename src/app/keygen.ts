import { BpError } from "../model/error.ts";
import type { Report } from "../model/report.ts";
import { generateKey } from "../signing/index.ts";
import type { KeyStore } from "./keys.ts";

export interface KeygenReport extends Report {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly encrypted: boolean;
}

/**
 * Writes `<prefix>.key` (mode 0600) and `<prefix>.pub` in cosign's formats; no file is ever replaced.
 * @throws BpError USAGE where a file is there already
 */
export async function keygen(
  prefix: string,
  password: string,
  keys: KeyStore,
): Promise<KeygenReport> {
  const [privateKey, publicKey] = [`${prefix}.key`, `${prefix}.pub`];
  for (const path of [privateKey, publicKey]) {
    if ((await keys.read(path)) !== undefined) throw taken(path);
  }
  const made = await generateKey({ password, randomBytes: keys.randomBytes });
  if (!(await keys.create(privateKey, made.privatePem, 0o600))) throw taken(privateKey);
  if (!(await keys.create(publicKey, made.publicPem, 0o644))) throw taken(publicKey);
  return {
    schemaVersion: 1,
    command: "keygen",
    ok: true,
    exitCode: 0,
    findings: [],
    privateKey,
    publicKey,
    encrypted: password !== "",
  };
}

function taken(path: string): BpError {
  return new BpError("USAGE", `${path} is there already`, {
    hint: "a key is never overwritten: move it away, or choose another name with --output-key-prefix",
  });
}
