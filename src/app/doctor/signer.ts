import { isBpError } from "../../model/error.ts";
import { hasAmbientToken } from "../keyless.ts";
import { developmentKey, exposure, signerAt } from "../keys.ts";
import { attempted } from "./attempted.ts";
import type { Examination, Told } from "./diagnosis.ts";
import { fine, warning, wrong } from "./diagnosis.ts";
import type { Patient } from "./patient.ts";

/** Who would sign. */
export const signer: Examination<Patient> = {
  name: "signer",
  async look(patient) {
    const { key, target, environment } = patient;
    if (key !== undefined) return keyTold(key, patient);
    if (target.kind === "layout")
      return fine(`the workspace's own key, ${developmentKey.privatePath}, which bp makes`);
    if (hasAmbientToken(environment)) return fine("the identity of this job: `bp doctor keyless`");
    return wrong(
      "nobody could sign, and nothing is published unsigned",
      "--key FILE or --key env://NAME (`bp keygen` makes one), or an identity: `bp doctor keyless`",
    );
  },
};

async function keyTold(key: string, patient: Patient): Promise<Told> {
  const opened = await attempted(() => signerAt(key, patient.keys));
  if (isBpError(opened)) return wrong(opened.message, opened.hint);
  if (key.startsWith("exec:")) return fine(`the program ${key.slice("exec:".length)}`);
  const what = `the key ${key}, which COSIGN_PASSWORD opens`;
  const exposed = await exposure(key, patient.keys);
  return exposed === undefined ? fine(what) : warning(`${what}; others may read it`, exposed);
}

/** What the provenance will say of where the bytes came from. */
export const source: Examination<Patient> = {
  name: "provenance",
  async look(patient) {
    const facts = await attempted(patient.git);
    const found = isBpError(facts) ? undefined : facts.repository;
    if (found?.commit === undefined)
      return warning(
        "there is no commit: the provenance names no source",
        "publish from a git repository",
      );
    const at = `${found.origin ?? "this repository"} at ${found.commit.slice(0, 12)}`;
    if (found.changed > 0)
      return warning(
        `${at}, with ${found.changed === 1 ? "1 file that is" : `${found.changed} files that are`} not as in it`,
        "commit first: others cannot build again what is in no commit",
      );
    if (found.origin !== undefined) return fine(at);
    return warning(`${at}, whose origin is not known`, "`git remote add origin ADDRESS`");
  },
};
