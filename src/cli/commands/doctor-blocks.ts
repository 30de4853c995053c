import type { State } from "../../app/doctor/diagnosis.ts";
import type { Diagnosis, DoctorReport } from "../../app/doctor/report.ts";
import type { Check } from "../../model/check.ts";
import type { Block, Cell, Tone } from "../../report/index.ts";

const tones: Readonly<Record<State, Tone>> = {
  ok: "good",
  warning: "warn",
  wrong: "bad",
  skipped: "dim",
};

/** A table a purpose, all with columns of one width; what to do stands below what was found. */
export function doctorBlocks({ diagnoses, summary }: DoctorReport): readonly Block[] {
  const width = Math.max(...diagnoses.map(({ name }) => name.length));
  const groups = Map.groupBy(diagnoses, ({ purpose }) => purpose);
  const tables = [...groups].map(([purpose, found]): Block => {
    const title = [{ text: purpose, tone: "strong" }, "", ""] as const;
    const rows = [title, ...found.flatMap((one) => rowsOf(one, width))];
    return { kind: "table", head: ["", "", ""], rows };
  });
  const { ok, warning, wrong, skipped } = summary;
  const text = `${ok} ok, ${warning} to look at, ${wrong} wrong, ${skipped} not looked at`;
  return [...tables, { kind: "line", text, tone: wrong > 0 ? "bad" : "good" }];
}

function rowsOf(
  { state, name, what, remedy }: Diagnosis,
  width: number,
): readonly (readonly (Cell | string)[])[] {
  const label: Cell = { text: state.padEnd("skipped".length), tone: tones[state] };
  const found: Cell = { text: what, tone: state === "skipped" ? "dim" : "plain" };
  const first = [label, name.padEnd(width), found];
  return remedy === null ? [first] : [first, ["", "", { text: `-> ${remedy}`, tone: "dim" }]];
}

const states: Readonly<Record<State, Check["state"]>> = {
  ok: "passed",
  warning: "passed",
  wrong: "failed",
  skipped: "skipped",
};

export function doctorCheck({ purpose, name, state, what, remedy }: Diagnosis): Check {
  const found = {
    group: "doctor",
    name: `${purpose}: ${name}`,
    state: states[state],
    detail: what,
  };
  return remedy === null ? found : { ...found, help: remedy };
}
