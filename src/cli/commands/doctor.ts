import { tmpdir } from "node:os";
import { relative, resolve } from "node:path";

import type { Config } from "../../app/config.ts";
import { defaultConfig } from "../../app/config.ts";
import { doctor } from "../../app/doctor/doctor.ts";
import type { Patient } from "../../app/doctor/patient.ts";
import { isBpError } from "../../model/error.ts";
import { parseTarget } from "../../model/reference.ts";
import { cacheFolder } from "../cache-folder.ts";
import type { Context } from "../context.ts";
import type { CommandOptions, Run } from "../declaration.ts";
import { textOption } from "../declaration.ts";
import { fileFacts } from "../file-facts.ts";
import { givenKeys, keyStore } from "../key-store.ts";
import { findBase, gitHere } from "../revision.ts";
import { findRoot } from "../root.ts";
import { slashes } from "../slashes.ts";
import { trustedRoot } from "../trusted-root.ts";
import { doctorBlocks, doctorCheck } from "./doctor-blocks.ts";
import { purposesOf } from "./doctor-options.ts";
import { embedded } from "./publish-setting.ts";
import { servicesAsked } from "./signing-services.ts";

export const run: Run = async (args, options, context) => {
  const asked = purposesOf(args);
  const patient = await patientOf(options, context);
  const report = await doctor({ asked, offline: context.offline }, patient);
  const { diagnoses } = report;
  return { report, blocks: doctorBlocks(report), checks: diagnoses.map(doctorCheck) };
};

async function patientOf(options: CommandOptions, context: Context): Promise<Patient> {
  const { environment, cwd, root } = context;
  const config = await usableConfig(context);
  const network = await context.network(options);
  const [to, key] = [textOption(options, "to"), textOption(options, "key")];
  const named = to ?? config.registry;
  return {
    environment,
    now: context.ports.now,
    node: {
      version: process.versions.node,
      program: process.execPath,
      own: environment["BP_RELAUNCHED"] === "1",
    },
    files: fileFacts(key === undefined ? root : cwd),
    folders: { cache: cacheFolder(environment), temporary: tmpdir() },
    config,
    configFile: () => configFile(context),
    workspace: async () => (await context.workspace()).workspace,
    helms: async () => (await context.helms([])).helms,
    git: () => gitHere(context),
    base: () => findBase(context, undefined),
    target: named === undefined ? embedded(context) : parseTarget(named),
    mayProbe: to !== undefined,
    logins: network.logins,
    probe: (target) => network.probe(target),
    open: (target) => network.open(target, "pull"),
    anonymous: (target) => network.anonymous(target),
    key: key ?? config.signing.key,
    keys: key === undefined ? keyStore(root, environment) : givenKeys(context),
    ask: network.ask,
    services: () => servicesAsked({}, context),
    trustedRoot: () => {
      const { trustedRoot: file } = config.signing;
      return trustedRoot(file && resolve(root, file), context);
    },
  };
}

/** What is wrong with the configuration is told of itself; all else is looked at as if there were none. */
async function usableConfig(context: Context): Promise<Config> {
  try {
    return await context.config();
  } catch (error) {
    if (isBpError(error, "CONFIG")) return defaultConfig;
    throw error;
  }
}

async function configFile(context: Context): Promise<string | undefined> {
  await context.config();
  const { config } = findRoot(context.cwd);
  return config && slashes(relative(context.cwd, config));
}
