import { isBpError } from "../../model/error.ts";
import type { RegistryTarget } from "../../model/reference.ts";
import { formatTarget } from "../../model/reference.ts";
import type { Greeting, Login } from "../../oci/index.ts";
import { attempted } from "./attempted.ts";
import { clockTold } from "./clock.ts";
import type { Examination, Told } from "./diagnosis.ts";
import { fine, skipped, warning, wrong } from "./diagnosis.ts";
import type { Patient } from "./patient.ts";

/** An examination of the registry, where a publish goes to one. */
function ofRegistry(
  name: string,
  look: (target: RegistryTarget, patient: Patient) => Promise<Told>,
): Examination<Patient> {
  return {
    name,
    network: true,
    look: async (patient) =>
      patient.target.kind === "registry" ? look(patient.target, patient) : undefined,
  };
}

/** One that a registry must answer first. */
function ofAnswering(
  name: string,
  look: (target: RegistryTarget, patient: Patient, greeting: Greeting) => Promise<Told>,
): Examination<Patient> {
  return ofRegistry(name, async (target, patient) => {
    const greeting = await attempted(() => patient.probe(target).greet());
    if (isBpError(greeting)) return skipped(`${target.host} did not answer`);
    return look(target, patient, greeting);
  });
}

export const destination: Examination<Patient> = {
  name: "target",
  async look({ target, config: { registry }, mayProbe }) {
    const shown = formatTarget(target);
    if (mayProbe) return fine(shown);
    if (registry !== undefined) return fine(`${shown} (registry of bp.config.yaml)`);
    return warning(
      `no registry is named: a publish goes to this workspace's own layout, ${shown}`,
      "--to HOST/PATH, or `registry` in bp.config.yaml",
    );
  },
};

export const answers: Examination<Patient> = ofRegistry("registry", async (target, patient) => {
  const { open } = await patient.probe(target).greet();
  return fine(`${target.host} answers${open ? ", and asks nobody for a login" : ""}`);
});

/** Where the login comes from that counts for the registry; the secret is not said. */
export const login: Examination<Patient> = ofAnswering(
  "login",
  async (target, patient, { open }) => {
    const found = (await patient.logins.list()).find((one) => isFor(one, target));
    if (found === undefined) {
      if (open) return fine("none, and none is asked for");
      return wrong(`there is no login for ${target.host}`, remedyOf(target, patient));
    }
    const { username, secret, place } = found;
    const from = `${username === undefined ? secret : `${username}'s ${secret}`} from ${place}`;
    const state = await attempted(() => patient.logins.check(target.host));
    if (!isBpError(state))
      return fine(state === "accepted" ? `${from}: it is taken` : `${from}: nobody asks for it`);
    const hint = state.code === "UNAUTHORIZED" ? remedyOf(target, patient) : state.hint;
    return wrong(`${from}: ${state.message}`, hint);
  },
);

function isFor({ registry }: Login, { host, path }: RegistryTarget): boolean {
  return registry === host || `${host}/${path}/`.startsWith(`${registry}/`);
}

function remedyOf({ host }: RegistryTarget, { environment }: Patient): string {
  if (host === "ghcr.io" && environment["GITHUB_ACTIONS"] === "true")
    return "give the step `env: GITHUB_TOKEN: ${{ github.token }}`, and the job `permissions: packages: write`";
  return `bp login ${host}`;
}

/** The only way to know: one begins, and does not go on. */
export const push: Examination<Patient> = ofAnswering("push", async (target, patient) => {
  if (!patient.mayProbe)
    return skipped("not tried: with --to it begins an upload, and gives it up");
  const repository = await oneOf(target, patient);
  const shown = formatTarget(repository);
  const refused = await attempted(() => patient.probe(repository).push());
  if (!isBpError(refused)) return fine(`an upload to ${shown} was begun, and given up`);
  const isDenied = refused.code === "DENIED" || refused.code === "UNAUTHORIZED";
  return wrong(refused.message, isDenied ? pushRemedy(target, patient) : refused.hint);
});

function pushRemedy(target: RegistryTarget, patient: Patient): string {
  if (patient.environment["GITHUB_ACTIONS"] !== "true")
    return `the login must be allowed to write below ${formatTarget(target)}`;
  return "give the job `permissions: packages: write`, and the repository write access in the package's settings";
}

/** The repository of the first chart. */
async function oneOf(target: RegistryTarget, { workspace }: Patient): Promise<RegistryTarget> {
  const [name] = (await workspace()).units.flatMap(({ chart }) => chart?.metadata.name ?? []);
  return name === undefined ? target : { ...target, path: `${target.path}/${name}` };
}

export const referrers: Examination<Patient> = ofAnswering("referrers", async (target, patient) => {
  const repository = await oneOf(target, patient);
  const lists = await attempted(() => patient.probe(repository).listsReferrers());
  if (lists === undefined || isBpError(lists, "UNAUTHORIZED", "DENIED", "NOT_FOUND"))
    return skipped(`${target.host} tells it only of what is published`);
  if (isBpError(lists)) return wrong(lists.message, lists.hint);
  if (lists) return fine(`${target.host} lists what refers to an artifact`);
  return fine(
    `${target.host} lists nothing: bp keeps the list under a tag, as the specification has it`,
  );
});

export const clock: Examination<Patient> = ofAnswering(
  "clock",
  async ({ host }, { now }, { date }) => clockTold(date, now(), host),
);
