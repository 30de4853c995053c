import { select } from "../../app/select.ts";
import { foldName } from "../../model/blueprint.ts";
import { BpError } from "../../model/error.ts";
import { isRange } from "../../model/version.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textOption } from "../declaration.ts";

const name = /^(?:bp-)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

/** A blueprint as `shop`, `bp-shop` or `shop@^1.2`; of this workspace also by its folder. @throws BpError USAGE */
export async function wantedBlueprint(
  text: string,
  options: CommandOptions,
  context: Context,
): Promise<{ readonly blueprint: string; readonly range: string | undefined }> {
  const at = text.lastIndexOf("@");
  const [written, range] = at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, undefined];
  if (range !== undefined && !isRange(range))
    throw new BpError("USAGE", `${JSON.stringify(range)} is no range of versions`, {
      hint: "write one that npm reads, as shop@^1.2 or shop@1.2.0",
    });
  if (name.test(written)) return { blueprint: `bp-${foldName(written)}`, range };
  if (textOption(options, "from") !== undefined)
    throw new BpError("USAGE", `${JSON.stringify(written)} is no blueprint's name`, {
      hint: "write the name with or without bp-, as shop or shop@^1.2",
    });
  return { blueprint: await namedBy(written, context), range };
}

/** The blueprint in a folder. @throws BpError USAGE where there are several, EMPTY_SELECTION where there is none */
async function namedBy(selector: string, context: Context): Promise<string> {
  const { workspace, folder } = await context.workspace();
  const units = select(workspace, {
    selectors: [context.relative(selector)],
    all: false,
    withDependencies: false,
    withDependents: false,
    folder,
  });
  const [unit, ...others] = units;
  if (unit !== undefined && others.length === 0)
    return `bp-${foldName(unit.blueprint?.name ?? unit.name)}`;
  throw new BpError(
    "USAGE",
    `${selector} is ${units.length} blueprints, and one is installed at a time`,
    {
      hint: `write one of ${units.map((one) => one.name).join(", ")}`,
    },
  );
}
