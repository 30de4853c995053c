/** What a CI system says of a build, in its environment or in the token that it issued. */
export interface BuildEnvironment {
  /** `local` where no CI system is known. */
  readonly kind: "github-actions" | "gitea-actions" | "forgejo-actions" | "gitlab-ci" | "local";
  /** The definition that ran, as its issuer names it; undefined where the environment alone says so. */
  readonly definition?: string | undefined;
  /** The run's page. */
  readonly run: string | undefined;
  readonly repository: string | undefined;
  readonly commit: string | undefined;
  readonly ref: string | undefined;
  /** The rest that is worth keeping, in a fixed order, absent ones left out. */
  readonly facts: Readonly<Record<string, string>>;
}

type Variables = Readonly<Record<string, string | undefined>>;

const local: BuildEnvironment = {
  kind: "local",
  run: undefined,
  repository: undefined,
  commit: undefined,
  ref: undefined,
  facts: {},
};

const githubFacts: readonly (readonly [string, string])[] = [
  ["event_name", "GITHUB_EVENT_NAME"],
  ["repository_id", "GITHUB_REPOSITORY_ID"],
  ["repository_owner_id", "GITHUB_REPOSITORY_OWNER_ID"],
  ["runner_environment", "RUNNER_ENVIRONMENT"],
  ["workflow_ref", "GITHUB_WORKFLOW_REF"],
];

const gitlabFacts: readonly (readonly [string, string])[] = [
  ["pipeline_source", "CI_PIPELINE_SOURCE"],
  ["project_id", "CI_PROJECT_ID"],
  ["runner_id", "CI_RUNNER_ID"],
];

/** What the environment says: claims of whoever set it, verified by nobody. */
export function buildEnvironment(variables: Variables): BuildEnvironment {
  if (variables["GITHUB_ACTIONS"] === "true") return actions(variables);
  if (variables["GITLAB_CI"] === "true") return gitlab(variables);
  return local;
}

/** Gitea and Forgejo speak of themselves in GitHub's variables too. */
export function actionsKind(variables: Variables): BuildEnvironment["kind"] {
  if (variables["FORGEJO_ACTIONS"] === "true") return "forgejo-actions";
  return variables["GITEA_ACTIONS"] === "true" ? "gitea-actions" : "github-actions";
}

function actions(variables: Variables): BuildEnvironment {
  const server = variables["GITHUB_SERVER_URL"] ?? "https://github.com";
  const name = variables["GITHUB_REPOSITORY"];
  const repository = name === undefined ? undefined : `${server}/${name}`;
  const run = variables["GITHUB_RUN_ID"];
  return {
    kind: actionsKind(variables),
    run: runPage(repository, run, variables["GITHUB_RUN_ATTEMPT"]),
    repository,
    commit: variables["GITHUB_SHA"],
    ref: variables["GITHUB_REF"],
    facts: pick(variables, githubFacts),
  };
}

export function runPage(
  repository: string | undefined,
  run: string | undefined,
  attempt = "1",
): string | undefined {
  if (repository === undefined || run === undefined) return undefined;
  return `${repository}/actions/runs/${run}/attempts/${attempt}`;
}

function gitlab(variables: Variables): BuildEnvironment {
  return {
    kind: "gitlab-ci",
    run: variables["CI_JOB_URL"],
    repository: variables["CI_PROJECT_URL"],
    commit: variables["CI_COMMIT_SHA"],
    ref: variables["CI_COMMIT_REF_NAME"],
    facts: pick(variables, gitlabFacts),
  };
}

/** Of the values those that are there, under other names, in the order of the names. */
export function pick(
  values: Variables,
  names: readonly (readonly [string, string])[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(([key, name]) => {
      const value = values[name] ?? "";
      return value === "" ? [] : [[key, value]];
    }),
  );
}
