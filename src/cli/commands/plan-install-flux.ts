import type { FluxSettings, FluxTrust } from "../../app/install/flux/flux-settings.ts";
import { keyTrust } from "../../app/install/flux/trust.ts";
import { BpError } from "../../model/error.ts";
import { formatTarget, parseTarget } from "../../model/reference.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { flag, textOption } from "../declaration.ts";
import { givenKeys, keyStore } from "../key-store.ts";
import { givenPolicy, noPolicy } from "./verify-policy.ts";

const sources = ["OCIRepository", "HelmRepository"] as const;

/** How Flux shall carry the plan out; undefined where no target is asked for. @throws BpError USAGE */
export async function fluxSettings(
  options: CommandOptions,
  context: Context,
): Promise<FluxSettings | undefined> {
  const target = textOption(options, "target");
  if (target === undefined) return undefined;
  if (target !== "flux")
    throw new BpError("USAGE", `unknown target ${JSON.stringify(target)}`, {
      hint: "--target takes flux",
    });
  const written = textOption(options, "source");
  const source = sources.find((one) => one === written);
  if (source === undefined)
    throw new BpError("USAGE", `unknown source ${JSON.stringify(written)}`, {
      hint: `--source takes ${sources.join(" or ")}`,
    });
  return {
    registry: await registryOf(options, context),
    source,
    trust: await trustOf(options, context),
    pullSecret: textOption(options, "pullSecret"),
    insecure: flag(options, "plainHttp"),
  };
}

/** The registry given, else the catalogue where it is one, else the configured one. @throws BpError USAGE */
async function registryOf(options: CommandOptions, context: Context): Promise<string> {
  const given = textOption(options, "registry");
  const { registry: configured } = await context.config();
  for (const text of [given, textOption(options, "from"), configured]) {
    if (text === undefined) continue;
    const target = parseTarget(text);
    if (target.kind === "registry") return formatTarget(target);
    if (text === given)
      throw new BpError("USAGE", `${text} is no registry: a cluster cannot pull from it`, {
        hint: "--registry takes HOST/PATH",
      });
  }
  throw new BpError("USAGE", "nothing says where the cluster pulls from", {
    hint: "give --registry HOST/PATH, or set registry in bp.config.yaml",
  });
}

/** As `bp verify` finds whom to trust, but for the development key, which no cluster has. @throws BpError USAGE */
async function trustOf(options: CommandOptions, context: Context): Promise<FluxTrust> {
  const given = givenPolicy(options);
  if (given.key !== undefined) return keyTrust(given.key, givenKeys(context));
  if (given.identity !== undefined) return { kind: "identity", ...given.identity };
  const { key, identity } = (await context.config()).verify;
  if (key !== undefined) return keyTrust(key, keyStore(context.root, context.environment));
  if (identity !== undefined) return { kind: "identity", ...identity };
  throw noPolicy();
}
