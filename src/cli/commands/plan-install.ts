import { resolve } from "node:path";

import type { Catalogue } from "../../app/install/catalogue.ts";
import { workspaceCatalogue } from "../../app/install/catalogue.ts";
import { readExisting } from "../../app/install/existing.ts";
import { installReport } from "../../app/install/install.ts";
import { noConfig, readConfig } from "../../app/install/read-config.ts";
import { storeCatalogue } from "../../app/install/store-catalogue.ts";
import type { Wish } from "../../app/install/wish.ts";
import { BpError } from "../../model/error.ts";
import { parseTarget } from "../../model/reference.ts";
import { chartNames } from "../chart-names.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { givenText } from "../read-text.ts";
import { planInstallBlocks, planInstallChecks } from "./plan-install-blocks.ts";
import { fluxSettings } from "./plan-install-flux.ts";
import { installLock } from "./plan-install-lock.ts";
import { wantedBlueprint } from "./wanted-blueprint.ts";

const fileLimit = 20 * 1024 * 1024;

export const run: Run = async ([text = ""], options, context) => {
  const catalogue = await catalogueOf(options, context);
  const report = await installReport({
    wish: await wishOf(text, options, context),
    catalogue,
    flux: await fluxSettings(options, context),
    lock: await installLock(options, context),
  });
  const source = await context.sourceLines(report.findings.map(({ file }) => file));
  return {
    report,
    blocks: planInstallBlocks(report, source),
    checks: planInstallChecks(report),
  };
};

async function catalogueOf(options: CommandOptions, context: Context): Promise<Catalogue> {
  const from = textOption(options, "from");
  if (from === undefined) return workspaceCatalogue((await context.workspace()).workspace);
  const network = await context.network(options);
  const { nameExceptions } = await context.config();
  return storeCatalogue({
    target: parseTarget(from),
    open: (repository) => network.open(repository, "pull"),
    charts: chartNames(nameExceptions),
  });
}

/** Helm takes 53 characters for a release. @throws BpError USAGE */
function objectName(options: CommandOptions, option: string): string | undefined {
  const name = textOption(options, option);
  if (name === undefined || /^[a-z0-9](?:[a-z0-9-]{0,51}[a-z0-9])?$/u.test(name)) return name;
  throw new BpError("USAGE", `${JSON.stringify(name)} is no name for --${option}`, {
    hint: "write lower-case letters, digits and dashes, at most 53",
  });
}

async function wishOf(text: string, options: CommandOptions, context: Context): Promise<Wish> {
  const read = async (option: string): Promise<{ text: string; file: string } | undefined> => {
    const file = textOption(options, option);
    if (file === undefined) return undefined;
    const path = resolve(context.cwd, file);
    return { text: await givenText(path, { option: `--${option}`, limit: fileLimit }), file };
  };
  const config = await read("config");
  const existing = await read("existing");
  return {
    ...(await wantedBlueprint(text, options, context)),
    name: objectName(options, "name"),
    namespace: objectName(options, "namespace"),
    overlay: textOption(options, "overlay"),
    config:
      config === undefined ? noConfig : readConfig(config.text, context.relative(config.file)),
    existing: existing === undefined ? [] : readExisting(existing.text, existing.file),
  };
}
