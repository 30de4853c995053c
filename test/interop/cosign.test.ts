import { statSync } from "node:fs";
import { mkdir } from "node:fs/promises";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { cosignChecks } from "./checks/cosign.ts";
import { firstOf } from "./checks/each.ts";
import { bp, mustBp } from "./support/bp.ts";
import { cosignModes, cosignVerify } from "./support/cosign.ts";
import { peersNamed } from "./support/peers.ts";
import { mustRun } from "./support/process.ts";
import type { Published } from "./support/published.ts";
import { bpKeyPair, publishOurs, publishTo } from "./support/published.ts";
import { installed } from "./support/registries.ts";
import { startRegistry } from "./support/registry.ts";

const PASSWORD = "correct horse";

function modes(files: readonly string[]): readonly number[] {
  return files.map((file) => statSync(file).mode & 0o777);
}

describe.skipIf(!(await installed("docker-registry")))("published by bp", () => {
  let published: Published;
  const fixture = (): Published => published;

  beforeAll(async () => {
    published = await publishOurs();
  });
  afterAll(() => published?.stop());

  cosignChecks(fixture);

  for (const cosign of peersNamed("cosign")) {
    const withPassword = () => ({ ...published.scratch.env, COSIGN_PASSWORD: PASSWORD });

    describe.skipIf(!cosign.present)(cosign.label, () => {
      test("reads the encrypted key of bp keygen", async () => {
        const folder = `bp-keys-${cosign.version}`;
        const pair = await bpKeyPair(published.scratch, folder, PASSWORD);
        const args = ["public-key", "--key", pair.key];
        const shown = await mustRun(cosign.path, args, { env: withPassword() });
        const written = await mustRun("cat", [pair.publicKey]);
        expect(shown.stdout.trim()).toBe(written.stdout.trim());
      });

      test("a wrong password for a key of its own says so, and files have its modes", async () => {
        const { scratch, workspace } = published;
        const cwd = scratch.path(`cosign-password-${cosign.version}`);
        await mkdir(cwd, { recursive: true });
        await mustRun(cosign.path, ["generate-key-pair"], { cwd, env: withPassword() });
        const to = ["--to", `oci-layout:${cwd}/charts`, "--key", `${cwd}/cosign.key`];
        const env = { ...scratch.env, COSIGN_PASSWORD: "wrong" };
        const outcome = await bp(["publish", "products/axon", ...to], { cwd: workspace, env });
        expect([outcome.code, outcome.stderr]).toEqual([2, expect.stringMatching(/password/)]);
        const pair = await bpKeyPair(scratch, `bp-modes-${cosign.version}`, PASSWORD);
        expect(modes([pair.key, pair.publicKey])).toEqual(
          modes([`${cwd}/cosign.key`, `${cwd}/cosign.pub`]),
        );
      });

      test("verifies what bp signed with a key of cosign's own", async () => {
        const { scratch, workspace } = published;
        const cwd = scratch.path(`cosign-keys-${cosign.version}`);
        await mkdir(cwd, { recursive: true });
        await mustRun(cosign.path, ["generate-key-pair"], { cwd, env: withPassword() });
        const publicKey = `${cwd}/cosign.pub`;
        const registry = await startRegistry();
        try {
          const target = { host: registry.host, key: `${cwd}/cosign.key`, password: PASSWORD };
          await publishTo(scratch, workspace, target);
          const reference = firstOf(fixture).at(registry.host);
          for (const mode of cosignModes(cosign)) {
            const call = { cosign, mode, publicKey, scratch };
            expect(await cosignVerify(call, reference)).toMatchObject({ code: 0 });
          }
          const options = { cwd: scratch.folder, env: scratch.env };
          await mustBp(["verify", reference, "--key", publicKey, "--plain-http"], options);
        } finally {
          await registry.stop();
        }
      });
    });
  }
});
