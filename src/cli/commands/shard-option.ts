import type { Shard } from "../../app/publish/shard.ts";
import { parseShard } from "../../app/publish/shard.ts";
import { BpError } from "../../model/error.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";

/** What `--shard` says, undefined where it is not given. @throws BpError USAGE */
export function shardOption(
  options: CommandOptions,
  { environment }: Pick<Context, "environment">,
): Shard | undefined {
  const given = textOption(options, "shard");
  if (given === undefined) return undefined;
  const shard = parseShard(given, environment);
  if (shard !== undefined) return shard;
  if (given.startsWith("auto"))
    throw new BpError("USAGE", `the environment does not say which shard ${given} is`, {
      hint: "auto/5 takes JOB_COMPLETION_INDEX of an indexed Job, or CI_NODE_INDEX of GitLab's parallel, which says how many too: auto. Elsewhere write 2/5",
    });
  throw new BpError("USAGE", `${JSON.stringify(given)} is no shard`, {
    hint: "write which of how many, counted from 1: --shard 2/5",
  });
}
