import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll } from "vitest";

import { mustBp } from "./program.ts";

export interface KeyPair {
  readonly key: string;
  readonly publicKey: string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A key pair of `bp keygen`, gone when the test file is done. */
export async function keyPair(password = ""): Promise<KeyPair> {
  const folder = mkdtempSync(join(tmpdir(), "bp-key-"));
  folders.push(folder);
  await mustBp(["keygen"], { cwd: folder, env: { COSIGN_PASSWORD: password } });
  return { key: join(folder, "cosign.key"), publicKey: join(folder, "cosign.pub") };
}
