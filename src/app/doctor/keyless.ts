import { isBpError } from "../../model/error.ts";
import type { SigningServices } from "../../signing/index.ts";
import { ambientToken } from "../../signing/index.ts";
import { inCi } from "../affected/ci-event.ts";
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
  const what = "nobody vouches for who runs this: there is no identity token";
  if (inCi(environment))
    return wrong(what, "let the job have one, in SIGSTORE_ID_TOKEN, or sign with a key");
  return warning(what, "at a terminal bp asks in the browser; in CI the job gets one");
}

/** What Sigstore's services answer shows that they are there: what they take is for them to say. */
function service(
  name: string,
  addresses: (services: SigningServices) => readonly string[],
): Examination<Patient> {
  return {
    name,
    network: true,
    async look(patient) {
      const urls = addresses(await patient.services());
      for (const url of urls) {
        const { host } = new URL(url);
        const asked = { method: "GET", url, headers: { accept: "*/*" } } as const;
        const answer = await attempted(() => patient.ask(asked));
        if (isBpError(answer)) return wrong(answer.message, reach);
        if (answer.status >= 500)
          return warning(`${host} answers ${answer.status}`, "it may be down: try again later");
      }
      const hosts = urls.map((url) => new URL(url).host);
      return hosts.length === 0 ? undefined : fine(`${hosts.join(", ")} answers`);
    },
  };
}

const reach =
  "let this job reach it, by HTTPS_PROXY where there is a proxy; `signing` in bp.config.yaml names another";

/** Rekor's second API does not say when. */
const time: Examination<Patient> = {
  name: "time",
  async look(patient) {
    const { logs, timestamps } = await patient.services();
    if (timestamps.length > 0) return fine("timestamp authorities vouch for it");
    if (logs.some(({ version }) => version === 1)) return fine("the log vouches for it");
    return wrong(
      "nothing vouches for the time of a signature: Rekor's second API does not",
      "name a timestamp authority: `signing.timestamp` in bp.config.yaml",
    );
  },
};

function fulcioOf({ fulcio }: SigningServices): string {
  return `${fulcio.replace(/\/+$/u, "")}/api/v2/configuration`;
}

const clock: Examination<Patient> = {
  name: "clock",
  network: true,
  async look(patient) {
    const url = fulcioOf(await patient.services());
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
  service("fulcio", (services) => [fulcioOf(services)]),
  service("rekor", ({ logs }) => logs.map(({ url }) => url)),
  service("timestamps", ({ timestamps }) => timestamps),
  time,
  root,
  clock,
];
