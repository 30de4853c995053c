/*
 * A process of its own that packages a chart and says what came out: `node pack.ts ROOT FOLDER`. Memory is in KiB, the
 * highest since the start; `idle` was taken before the work began.
 */
import { planPackage } from "../../../src/chart/index.ts";
import { packageChart } from "../../../src/chart/index.ts";
import { spool } from "../../../src/cli/spool.ts";
import { diskTree } from "../../../src/workspace/index.ts";

export interface Packed {
  readonly digest: string;
  readonly size: number;
  readonly idle: number;
  readonly highest: number;
}

const [, , root = "", folder = ""] = process.argv;
const idle = process.resourceUsage().maxRSS;
const plan = await planPackage(diskTree(root), { folder }, { dependencies: [], spool });
const { digest, size, content } = await packageChart(plan, spool);
await content.dispose();
await plan.dispose();
const packed: Packed = { digest, size, idle, highest: process.resourceUsage().maxRSS };
process.stdout.write(JSON.stringify(packed));
