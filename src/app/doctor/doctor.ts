import { isBpError } from "../../model/error.ts";
import { consume } from "./consume.ts";
import type { Examination, Purpose, Told } from "./diagnosis.ts";
import { purposes, skipped, wrong } from "./diagnosis.ts";
import { keyless } from "./keyless.ts";
import { lint } from "./lint.ts";
import type { Patient } from "./patient.ts";
import { publish } from "./publish.ts";
import type { Diagnosis, DoctorReport } from "./report.ts";

export interface DoctorInput {
  /** What the user wants to do; empty: whatever it is. */
  readonly asked: readonly Purpose[];
  /** No connection may be made. */
  readonly offline: boolean;
}

const examinations: Readonly<Record<Purpose, readonly Examination<Patient>[]>> = {
  lint,
  publish,
  keyless,
  consume,
};

/** Not everybody wants these: unless they are asked about, nothing that they lack is wrong. */
const optional: ReadonlySet<Purpose> = new Set(["keyless", "consume"]);

/** What is missing or wrong for what the user wants to do, and what to do about it. */
export async function doctor(
  { asked, offline }: DoctorInput,
  patient: Patient,
): Promise<DoctorReport> {
  const wanted = purposes.filter((one) => asked.length === 0 || asked.includes(one));
  const lists = await Promise.all(
    wanted.flatMap((purpose) =>
      examinations[purpose].map(async (one): Promise<readonly Diagnosis[]> => {
        const told = offline && one.network === true ? away : await examined(one, patient);
        if (told === undefined) return [];
        const isMild = asked.length === 0 && optional.has(purpose) && told.state === "wrong";
        const { what, remedy = null } = told;
        return [{ purpose, name: one.name, state: isMild ? "warning" : told.state, what, remedy }];
      }),
    ),
  );
  const found = lists.flat();
  const summary = { ok: 0, warning: 0, wrong: 0, skipped: 0 };
  for (const { state } of found) summary[state] += 1;
  const isWell = summary.wrong === 0;
  return {
    schemaVersion: 1,
    command: "doctor",
    ok: isWell,
    exitCode: isWell ? 0 : 1,
    findings: [],
    diagnoses: found,
    summary,
  };
}

const away = skipped("not asked: --offline");

async function examined(one: Examination<Patient>, patient: Patient): Promise<Told | undefined> {
  try {
    return await one.look(patient);
  } catch (error) {
    if (isBpError(error)) return wrong(error.message, error.hint);
    throw error;
  }
}
