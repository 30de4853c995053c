import type { Kit } from "../model/kit.ts";

const templateFolder = "_template";

/** The kit that lies where this one would, with `_template` in place of one folder. */
export function templateOf({ folder }: Kit, kits: readonly Kit[]): Kit | undefined {
  const steps = folder.split("/");
  if (steps.includes(templateFolder)) return undefined;
  return kits.find((other) => {
    const others = other.folder.split("/");
    const differing = others.filter((step, index) => step !== steps[index]);
    const alone = differing.length === 1 && differing[0] === templateFolder;
    return others.length === steps.length && alone;
  });
}
