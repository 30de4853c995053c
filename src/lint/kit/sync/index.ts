import type { SyncPart, SyncStep } from "./change.ts";
import { syncDepends } from "./depends.ts";
import { syncEdges } from "./edges.ts";
import { syncExpected } from "./expected.ts";
import { syncFiles } from "./files.ts";
import { syncGenerated } from "./generated.ts";
import { syncPins } from "./pins.ts";
import { syncTemplate } from "./template.ts";

/** What brings each part in line. */
export const syncSteps: Readonly<Record<SyncPart, SyncStep>> = {
  template: syncTemplate,
  pins: syncPins,
  edges: syncEdges,
  expected: syncExpected,
  depends: syncDepends,
  files: syncFiles,
  generated: syncGenerated,
};

/** In the order in which they are brought in line. */
export const syncParts: readonly SyncPart[] = [
  "template",
  "pins",
  "edges",
  "expected",
  "depends",
  "files",
  "generated",
];
