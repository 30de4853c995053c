import { describe, expect, test } from "vitest";

import { locksAlike, rendersAlike } from "../support/vendor-beside-helm.ts";
import { peersNamed } from "./support/peers.ts";

/** Before it, helm spoke to registries as it pleased. */
function canSayPlainHttp(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 3 || minor >= 15;
}

for (const helm of peersNamed("helm").filter(({ version }) => canSayPlainHttp(version))) {
  describe.skipIf(!helm.present)(`vendored beside ${helm.label}`, () => {
    test("thirty upstream charts come out of a registry as Helm makes them", async () => {
      const { objects } = await rendersAlike(helm.path);
      expect(objects).toBeGreaterThan(60);
    });

    test("the locks of either hold for the other", () => locksAlike(helm.path));
  });
}
