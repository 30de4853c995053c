import { parseConfig } from "../../../src/app/config.ts";
import type { Config } from "../../../src/app/config.ts";
import { textsOf } from "../../../src/app/fix/plan.ts";
import { chooseKit } from "../../../src/app/kit/render/choose-kit.ts";
import { kitRender } from "../../../src/app/kit/render/render.ts";
import type { KitRenderReport } from "../../../src/app/kit/render/render.ts";
import type { SlotOptions } from "../../../src/app/kit/render/request.ts";
import type { Files } from "../../lint/support.ts";
import { load, treeOf, unit } from "../../lint/support.ts";

export const graph: string = "scripts/expected-bootstrap-deps.yaml";
export const config: Config = parseConfig("registry: ghcr.io/acme/charts\n", "f");
export const none: SlotOptions = {
  slot: undefined,
  name: undefined,
  namespace: undefined,
  url: undefined,
  pullSecret: undefined,
  verification: undefined,
};

export interface Rendered {
  readonly after: Files;
  readonly report: KitRenderReport;
}

export interface Asked {
  readonly kit?: string;
  readonly options?: Partial<SlotOptions>;
}

/** Slots for the units of these folders' last parts. */
export async function render(
  files: Files,
  names: readonly string[],
  asked: Asked = {},
): Promise<Rendered> {
  const workspace = await load(files);
  const chosen = chooseKit(workspace, config, asked.kit);
  const units = workspace.units.filter((one) =>
    names.some((name) => one.folder.endsWith(`/${name}`)),
  );
  const options = { ...none, ...asked.options };
  const { files: drafts, report } = await kitRender({
    config,
    workspace,
    units,
    options,
    tree: treeOf(files),
    kit: chosen,
  });
  return { after: Object.fromEntries(drafts.map((one) => [one.path, textsOf(one).after])), report };
}

export function needing(...names: readonly string[]): { spec: string } {
  return { spec: `  depends:\n${names.map((name) => `    - blueprint: bp-${name}\n`).join("")}` };
}

/** Each needs those before it. */
export const tree: Files = {
  ...unit("a"),
  ...unit("b", needing("a")),
  ...unit("c", needing("b", "a")),
  ...unit("d", needing("c", "a")),
};
