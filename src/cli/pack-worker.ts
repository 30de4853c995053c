import { parentPort, workerData } from "node:worker_threads";

import { archiveMaker } from "../app/package.ts";
import { diskTree } from "../workspace/index.ts";
import { archiveWriter } from "./archive-writer.ts";
import type { PackAnswer, PackOrder, PackSettings } from "./pack-message.ts";
import { answerOf } from "./pack-message.ts";
import { spool } from "./spool.ts";

/** A thread that makes archives of a workspace's charts, as it is asked. */
const { root, folder } = workerData as PackSettings;
const make = archiveMaker(diskTree(root), { spool, write: archiveWriter(folder) });

parentPort?.on("message", ({ id, request }: PackOrder) => {
  const answer = make(request).then(
    (made): PackAnswer => ({ id, kind: "made", made }),
    (error: unknown) => answerOf(id, error),
  );
  void answer.then((said) => parentPort?.postMessage(said));
});
