/** One `{{ … }}` of a Helm template. */
export interface Action {
  /** Offsets of the whole action, delimiters and all, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** What stands between the delimiters and their trim marks; empty for a comment. */
  readonly body: string;
  /** Offset of the body in the text. */
  readonly bodyStart: number;
}

/** White space, a quoted string, a raw string, a character, or whatever else: what may hold `}}` and not end an action. */
const piece = /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*'|[^"`'}]+|\}(?!\})|["`']/uy;

/** The actions of a template text, in order (Go text/template, "Text and spaces"); one that never ends is left out. */
export function actionsOf(text: string): readonly Action[] {
  const actions: Action[] = [];
  let start = text.indexOf("{{");
  while (start !== -1) {
    const action = commentAt(text, start) ?? actionAt(text, start);
    if (action === undefined) break;
    actions.push(action);
    start = text.indexOf("{{", action.end);
  }
  return actions;
}

function commentAt(text: string, start: number): Action | undefined {
  const opening = bodyStart(text, start);
  if (!text.startsWith("/*", opening)) return undefined;
  const closing = text.indexOf("*/", opening + 2);
  const end = closing === -1 ? -1 : text.indexOf("}}", closing);
  return end === -1 ? undefined : { start, end: end + 2, body: "", bodyStart: opening };
}

function actionAt(text: string, start: number): Action | undefined {
  const opening = bodyStart(text, start);
  piece.lastIndex = opening;
  let end = opening;
  while (piece.test(text)) end = piece.lastIndex;
  if (!text.startsWith("}}", end)) return undefined;
  const body = text.slice(opening, end).replace(/\s-$/u, "");
  return { start, end: end + 2, body, bodyStart: opening };
}

function bodyStart(text: string, start: number): number {
  return /^\{\{-\s/u.test(text.slice(start, start + 4)) ? start + 4 : start + 2;
}
