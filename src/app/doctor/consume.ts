import { isBpError } from "../../model/error.ts";
import type { Target } from "../../model/reference.ts";
import { formatTarget, repositoryIn } from "../../model/reference.ts";
import { tagOf } from "../../model/version.ts";
import type { Unit } from "../../model/workspace.ts";
import { attempted } from "./attempted.ts";
import type { Examination } from "./diagnosis.ts";
import { fine, skipped, warning, wrong } from "./diagnosis.ts";
import type { Patient } from "./patient.ts";

/** How many names a line holds. */
const named = 5;

/** Whether somebody without a login can pull what is here (BP808). */
const access: Examination<Patient> = {
  name: "packages",
  network: true,
  async look(patient) {
    const { target, workspace } = patient;
    if (target.kind === "layout") return skipped("who can read a layout's folder can read it");
    const units = (await workspace()).units.filter(({ chart }) => chart !== undefined);
    const states = await Promise.all(
      units.map(async (unit) => ({ unit, state: await stateOf(unit, target, patient) })),
    );
    const those = (wanted: State): string =>
      listed(states.flatMap(({ unit, state }) => (state === wanted ? [unit.name] : [])));
    const counts = Map.groupBy(states, ({ state }) => state);
    const count = (state: State): number => counts.get(state)?.length ?? 0;
    const where = formatTarget(target);
    if (count("private") > 0)
      return wrong(
        `pulling takes a login: ${those("private")}`,
        "make the packages public in the registry's settings, or give clusters a pull secret",
      );
    if (count("public") === 0)
      return skipped(`none of the versions here is published in ${where}, or nobody may see it`);
    const rest = count("absent") === 0 ? "" : `; ${count("absent")} not published yet`;
    return fine(`${count("public")} of ${units.length} can be pulled without a login${rest}`);
  },
};

type State = "public" | "private" | "absent";

async function stateOf(unit: Unit, target: Target, patient: Patient): Promise<State> {
  const repository = repositoryIn(target, unit.chart?.metadata.name ?? unit.name);
  const tag = tagOf(unit.version);
  const open = patient.anonymous(repository);
  const seen = await attempted(async () => open?.resolve(tag));
  if (!isBpError(seen)) return "public";
  if (!isBpError(seen, "UNAUTHORIZED", "DENIED", "NOT_FOUND")) throw seen;
  const own = await attempted(() => patient.open(repository).resolve(tag));
  return isBpError(own) ? "absent" : "private";
}

function listed(names: readonly string[]): string {
  const more = names.length > named ? ` and ${names.length - named} more` : "";
  return `${names.slice(0, named).join(", ")}${more}`;
}

/** Whether one can tell consumers whom to trust. */
const policy: Examination<Patient> = {
  name: "policy",
  async look({ config: { verify } }) {
    if (verify.policy !== undefined) return fine(`${verify.policy} (verify.policy)`);
    if (verify.key !== undefined) return fine(`the key ${verify.key} (verify.key)`);
    if (verify.identity !== undefined) return fine("an identity (verify of bp.config.yaml)");
    return warning(
      "nobody says whose signature consumers take",
      "`verify` in bp.config.yaml: a key, or an identity and its issuer; `bp policy` makes Flux's and Kyverno's of it",
    );
  },
};

/** What whoever pulls without a login needs. */
export const consume: readonly Examination<Patient>[] = [access, policy];
