import type { BuildEnvironment } from "./build-environment.ts";
import { actionsKind, pick, runPage } from "./build-environment.ts";

type Texts = Readonly<Record<string, string | undefined>>;

const actionsFacts: readonly string[] = [
  "event_name",
  "repository_id",
  "repository_owner_id",
  "runner_environment",
  "workflow_ref",
  "workflow_sha",
];

const gitlabFacts: readonly string[] = [
  "pipeline_source",
  "project_id",
  "runner_id",
  "runner_environment",
  "ci_config_sha",
];

/**
 * What the token says of the build, which its issuer vouches for and Fulcio has verified before it gave a certificate
 * (interop §5.1): GitHub's claims, which Gitea and Forgejo make too, or GitLab's. Undefined for a person's token.
 */
export function buildClaims(
  claims: Readonly<Record<string, unknown>>,
  environment: Texts,
): BuildEnvironment | undefined {
  const texts = textsOf(claims);
  if (texts["ci_config_ref_uri"] !== undefined) return gitlab(texts);
  const definition = texts["job_workflow_ref"] ?? texts["workflow_ref"];
  return definition === undefined ? undefined : actions(texts, definition, environment);
}

function actions(claims: Texts, definition: string, environment: Texts): BuildEnvironment {
  const server = serverOf(claims["iss"]);
  const name = claims["repository"];
  const repository = name === undefined ? undefined : `${server}/${name}`;
  return {
    kind: actionsKind(environment),
    definition: `${server}/${definition}`,
    run: runPage(repository, claims["run_id"], claims["run_attempt"]),
    repository,
    commit: claims["sha"],
    ref: claims["ref"],
    facts: pick(claims, named(actionsFacts)),
  };
}

function gitlab(claims: Texts): BuildEnvironment {
  const project = claims["project_path"];
  const repository = project === undefined ? undefined : `${serverOf(claims["iss"])}/${project}`;
  const job = claims["job_id"];
  return {
    kind: "gitlab-ci",
    definition: `https://${claims["ci_config_ref_uri"]}`,
    run: repository === undefined || job === undefined ? undefined : `${repository}/-/jobs/${job}`,
    repository,
    commit: claims["sha"],
    ref: claims["ref_path"] ?? claims["ref"],
    facts: pick(claims, named(gitlabFacts)),
  };
}

/** GitHub's own issuer has a host of its own; those of all others are the server. */
function serverOf(issuer = ""): string {
  if (issuer === "https://token.actions.githubusercontent.com") return "https://github.com";
  return URL.canParse(issuer) ? new URL(issuer).origin : "https://github.com";
}

function named(names: readonly string[]): readonly (readonly [string, string])[] {
  return names.map((name) => [name, name]);
}

/** Numbers stand in some issuers' tokens as such. */
function textsOf(claims: Readonly<Record<string, unknown>>): Texts {
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [],
    ),
  );
}
