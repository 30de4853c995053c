import { isBpError } from "../../model/error.ts";
import { ambientToken } from "../../signing/index.ts";
import { attempted } from "./attempted.ts";
import { clockTold } from "./clock.ts";
import type { Examination, Told } from "./diagnosis.ts";
import { fine, skipped, warning, wrong } from "./diagnosis.ts";
import type { Patient } from "./patient.ts";

/** Whether this job can prove who it is. GitHub gives a token only to whom the workflow lets ask. */
const token: Examination<Patient> = {
  name: "identity",
  network: true,
  async look({ environment, ask, now }) {
    const found = await attempted(() => ambientToken(environment, ask));
    if (isBpError(found)) return withoutToken(found.message, environment);
    const { iss, sub, aud, exp } = found.claims;
    const who = `${String(sub)}, as ${String(iss)} says`;
    const audiences = [aud].flat();
    if (!audiences.includes("sigstore"))
      return wrong(
        `the token of ${who}, is for ${audiences.join(", ")}`,
        "Fulcio takes a token whose audience is sigstore: ask for that",
      );
    if (typeof exp === "number" && exp * 1000 <= now().getTime())
      return wrong(`the token of ${who}, has expired`, "ask for a new one: it holds for minutes");
    return fine(who);
  },
};

function withoutToken(said: string, environment: Patient["environment"]): Told {
  const isSet = (name: string): boolean => (environment[name] ?? "") !== "";
  if (isSet("SIGSTORE_ID_TOKEN") || isSet("ACTIONS_ID_TOKEN_REQUEST_URL"))
    return wrong(said, "the service that gives tokens must be reachable, and give this job one");
  if (environment["GITHUB_ACTIONS"] === "true")
    return wrong(
      "this job may not ask who it is: `permissions: id-token: write` is missing",
      "write it at the job or at the workflow, and at the caller of a reusable one; a pull request from a fork never has it",
    );
  if (environment["GITLAB_CI"] === "true")
    return wrong(
      "this job has no identity token",
      "write `id_tokens: {SIGSTORE_ID_TOKEN: {aud: sigstore}}` at the job",
    );
  return wrong(
    "nobody vouches for who runs this: there is no identity token",
    "sign with a key here; in CI the job gets one, and elsewhere SIGSTORE_ID_TOKEN holds one",
  );
}

/** What Sigstore's services answer shows that they are there: what they take is for them to say. */
function service(
  name: string,
  address: (patient: Patient) => string | undefined,
): Examination<Patient> {
  return {
    name,
    network: true,
    async look(patient) {
      const url = address(patient);
      if (url === undefined) return skipped("none is configured: the log's time serves");
      const { host } = new URL(url);
      const asked = { method: "GET", url, headers: { accept: "*/*" } } as const;
      const answer = await attempted(() => patient.ask(asked));
      if (isBpError(answer)) return wrong(answer.message, reach);
      if (answer.status < 500) return fine(`${host} answers`);
      return warning(`${host} answers ${answer.status}`, "it may be down: try again later");
    },
  };
}

const reach =
  "let this job reach it, by HTTPS_PROXY where there is a proxy; `signing` in bp.config.yaml names another";

function below(base: string, path: string): string {
  return `${base.replace(/\/+$/u, "")}${path}`;
}

const fulcio = (patient: Patient): string =>
  below(patient.config.signing.fulcio, "/api/v2/configuration");

const clock: Examination<Patient> = {
  name: "clock",
  network: true,
  async look(patient) {
    const url = fulcio(patient);
    const { host } = new URL(url);
    const answer = await attempted(() => patient.ask({ method: "GET", url, headers: {} }));
    if (isBpError(answer)) return skipped(`${host} did not answer`);
    return clockTold(answer.headers["date"], patient.now(), host);
  },
};

const root: Examination<Patient> = {
  name: "trusted root",
  network: true,
  async look({ trustedRoot, config: { signing } }) {
    await trustedRoot();
    return fine(signing.trustedRoot ?? "the public Sigstore's, up to date");
  },
};

/** What signing by an identity needs. */
export const keyless: readonly Examination<Patient>[] = [
  token,
  service("fulcio", fulcio),
  service("rekor", ({ config }) => config.signing.rekor),
  service("timestamps", ({ config }) => config.signing.timestamp),
  root,
  clock,
];
