import { compareKits } from "../../kit/index.ts";
import type { Comparison } from "../../kit/index.ts";
import type { Kit } from "../../model/kit.ts";
import type { Workspace } from "../../model/workspace.ts";
import { templateOf } from "../template-kit.ts";
import { ofBoth } from "./remembered.ts";

/** How a kit departs from its template; undefined where it has none. */
export const comparedWithTemplate: (kit: Kit, workspace: Workspace) => Comparison | undefined =
  ofBoth((kit, { kits = [] }) => {
    const template = templateOf(kit, kits);
    return template && compareKits(kit, template);
  });
