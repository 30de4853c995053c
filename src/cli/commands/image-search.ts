import { defaultRenderConfig } from "../../app/config-render.ts";
import type { ImageSearch } from "../../app/sbom/render-images.ts";
import { isBpError } from "../../model/error.ts";
import type { Context } from "../context.ts";
import type { CommandOptions } from "../declaration.ts";
import { textsOption } from "../declaration.ts";

/**
 * How an SBOM's images are found: by the Helm that is named, else by that of the configuration, else by the one on PATH,
 * without which an SBOM says that nothing was rendered.
 * @throws BpError NOT_FOUND where a Helm that is named is not there, UNREADABLE where it is none
 */
export async function imageSearch(options: CommandOptions, context: Context): Promise<ImageSearch> {
  if (options["render"] === false) return { kind: "not rendered", reason: "it was not asked for" };
  const given = textsOption(options, "helm");
  const { render, targets } = await context.config();
  const isNamed = given.length > 0 || render !== defaultRenderConfig;
  try {
    const { helms, cache } = await context.helms(given);
    const [helm] = helms;
    if (helm === undefined) return noHelm;
    const { interrupted: signal } = context;
    return { kind: "rendered", helm, cache, kubernetes: targets.kubernetes, signal };
  } catch (error) {
    if (isNamed || !isBpError(error, "NOT_FOUND")) throw error;
    return noHelm;
  }
}

const noHelm: ImageSearch = { kind: "not rendered", reason: "there is no helm on PATH" };
