import { expect } from "vitest";

import { parseConfig } from "../../../src/app/config.ts";
import { textsOf } from "../../../src/app/fix/plan.ts";
import { kitSync } from "../../../src/app/kit/sync.ts";
import type { KitSyncReport } from "../../../src/app/kit/sync.ts";
import type { Files } from "../../lint/support.ts";
import { treeOf } from "../../lint/support.ts";

export type Part = KitSyncReport["open"][number]["part"];

export const graph: string = "scripts/expected-bootstrap-deps.yaml";

export interface Synced {
  readonly after: Files;
  readonly report: KitSyncReport;
}

/** What is written where these parts are asked for; the second run must find nothing to write. */
export async function sync(files: Files, ...parts: readonly Part[]): Promise<Synced> {
  const wanted = new Set<Part>(["files", "generated", ...parts]);
  const kits = new Set(
    Object.keys(files).flatMap((path) => /^clusters\/[^/]+\/bootstrap-kit/u.exec(path)?.[0] ?? []),
  );
  const input = { config: parseConfig("", "f"), kits, parts: wanted };
  const { files: drafts, report } = await kitSync({ ...input, tree: treeOf(files) });
  const after = Object.fromEntries(drafts.map((one) => [one.path, textsOf(one).after]));
  const again = await kitSync({ ...input, tree: treeOf({ ...files, ...after }) });
  expect(again.report.changes).toEqual([]);
  return { after, report };
}
