import type { Kit } from "../../model/kit.ts";
import type { Workspace } from "../../model/workspace.ts";

/** The same question of a kit, answered once however many rules ask. */
export function ofKit<Answer>(answer: (kit: Kit) => Answer): (kit: Kit) => Answer {
  const known = new WeakMap<Kit, { readonly answer: Answer }>();
  return (kit) => {
    const found = known.get(kit) ?? { answer: answer(kit) };
    known.set(kit, found);
    return found.answer;
  };
}

/** The same of a workspace. */
export function ofWorkspace<Answer>(
  answer: (workspace: Workspace) => Answer,
): (workspace: Workspace) => Answer {
  const known = new WeakMap<Workspace, { readonly answer: Answer }>();
  return (workspace) => {
    const found = known.get(workspace) ?? { answer: answer(workspace) };
    known.set(workspace, found);
    return found.answer;
  };
}

/** The same of a kit within a workspace. */
export function ofBoth<Answer>(
  answer: (kit: Kit, workspace: Workspace) => Answer,
): (kit: Kit, workspace: Workspace) => Answer {
  const within = ofWorkspace((workspace) => ofKit((kit) => answer(kit, workspace)));
  return (kit, workspace) => within(workspace)(kit);
}
