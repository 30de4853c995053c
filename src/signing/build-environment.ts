/** What a CI system says of itself in the environment: claims of the environment, not verified ones. */
export interface BuildEnvironment {
  /** `local` where no CI system is known. */
  readonly kind: "github-actions" | "gitlab-ci" | "local";
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

export function buildEnvironment(variables: Variables): BuildEnvironment {
  if (variables["GITHUB_ACTIONS"] === "true") return github(variables);
  if (variables["GITLAB_CI"] === "true") return gitlab(variables);
  return local;
}

function github(variables: Variables): BuildEnvironment {
  const server = variables["GITHUB_SERVER_URL"] ?? "https://github.com";
  const name = variables["GITHUB_REPOSITORY"];
  const repository = name === undefined ? undefined : `${server}/${name}`;
  const run = variables["GITHUB_RUN_ID"];
  const attempt = variables["GITHUB_RUN_ATTEMPT"] ?? "1";
  return {
    kind: "github-actions",
    run:
      repository === undefined || run === undefined
        ? undefined
        : `${repository}/actions/runs/${run}/attempts/${attempt}`,
    repository,
    commit: variables["GITHUB_SHA"],
    ref: variables["GITHUB_REF"],
    facts: pick(variables, githubFacts),
  };
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

function pick(
  variables: Variables,
  names: readonly (readonly [string, string])[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(([key, variable]) => {
      const value = variables[variable] ?? "";
      return value === "" ? [] : [[key, value]];
    }),
  );
}
