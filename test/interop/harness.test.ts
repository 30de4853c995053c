import { afterAll, beforeAll, describe } from "vitest";

import { cosignChecks } from "./checks/cosign.ts";
import { craneChecks } from "./checks/crane.ts";
import { helmChecks } from "./checks/helm.ts";
import { skopeoChecks } from "./checks/skopeo.ts";
import type { MadeByPeers } from "./support/made-by-peers.ts";
import { makeByPeers, peersThere } from "./support/made-by-peers.ts";
import { installed } from "./support/registries.ts";

/**
 * The checks themselves, on an artifact that bp had no part in: helm pushed it, cosign signed it. Where
 * this fails the fault is in the suite or the machine, not in what bp writes.
 */
describe.skipIf(!(await peersThere()))("made by helm and cosign", async () => {
  let made: MadeByPeers;
  const fixture = (): MadeByPeers => made;

  beforeAll(async () => {
    made = await makeByPeers();
  });
  afterAll(() => made?.stop());

  helmChecks(fixture);
  skopeoChecks(fixture, await installed("skopeo"));
  craneChecks(fixture);
  cosignChecks(fixture);
});
