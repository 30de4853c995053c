import type { Kit } from "../../model/kit.ts";
import type { Workspace } from "../../model/workspace.ts";

/** The same question of a kit or of a workspace, answered once however many rules ask. */
export function ofEach<Subject extends Kit | Workspace, Answer>(
  answer: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const known = new WeakMap<Subject, { readonly answer: Answer }>();
  return (subject) => {
    const found = known.get(subject) ?? { answer: answer(subject) };
    known.set(subject, found);
    return found.answer;
  };
}

/** The same of a kit within a workspace. */
export function ofBoth<Answer>(
  answer: (kit: Kit, workspace: Workspace) => Answer,
): (kit: Kit, workspace: Workspace) => Answer {
  const within = ofEach((workspace: Workspace) => ofEach((kit: Kit) => answer(kit, workspace)));
  return (kit, workspace) => within(workspace)(kit);
}
