import { describe, expect, test } from "vitest";

import type { ProvenanceInput } from "../../src/signing/index.ts";
import { provenance } from "../../src/signing/index.ts";

const input: ProvenanceInput = {
  subject: { kind: "chart", name: "bp-demo", version: "1.2.3", folder: "platform/demo" },
  source: {
    commit: "0123456789abcdef0123456789abcdef01234567",
    repository: "https://bot:hunter2@example.com/acme/demo.git?token=1",
    ref: "refs/heads/main",
  },
  subcharts: [
    { name: "zeta", version: "2.0.0", repository: "", path: "charts/zeta" },
    {
      name: "alpha",
      version: "1.0.0",
      repository: "oci://ghcr.io/acme/charts",
      path: "charts/alpha",
      digest: `sha256:${"a".repeat(64)}`,
    },
  ],
  tool: { name: "bp", version: "0.1.0" },
  environment: {},
  startedOn: new Date("2026-01-02T03:04:05.678Z"),
  finishedOn: new Date("2026-01-02T03:04:06Z"),
};

const github = {
  GITHUB_ACTIONS: "true",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "acme/demo",
  GITHUB_REF: "refs/tags/v1.2.3",
  GITHUB_SHA: "89abcdef0123456789abcdef0123456789abcdef",
  GITHUB_RUN_ID: "7",
  GITHUB_RUN_ATTEMPT: "2",
  GITHUB_EVENT_NAME: "push",
  GITHUB_REPOSITORY_ID: "1",
  GITHUB_REPOSITORY_OWNER_ID: "2",
  GITHUB_WORKFLOW_REF: "acme/demo/.github/workflows/release.yml@refs/tags/v1.2.3",
  RUNNER_ENVIRONMENT: "github-hosted",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "hunter2",
};

function materials(one: ProvenanceInput): unknown {
  return (provenance(one)["buildDefinition"] as Record<string, unknown[]>)["resolvedDependencies"];
}

describe("provenance", () => {
  test("outside CI is this", () => {
    expect(JSON.stringify(provenance(input), undefined, 1)).toBe(
      JSON.stringify(
        {
          buildDefinition: {
            buildType: "https://openova.io/bp/buildtypes/publish/v1",
            externalParameters: { chart: "bp-demo", version: "1.2.3", folder: "platform/demo" },
            internalParameters: {},
            resolvedDependencies: [
              {
                uri: "git+https://example.com/acme/demo.git@refs/heads/main",
                digest: { gitCommit: "0123456789abcdef0123456789abcdef01234567" },
              },
              {
                name: "alpha",
                uri: "oci://ghcr.io/acme/charts",
                digest: { sha256: "a".repeat(64) },
                annotations: { version: "1.0.0" },
              },
              { name: "zeta", uri: "file:charts/zeta", annotations: { version: "2.0.0" } },
            ],
          },
          runDetails: {
            builder: { id: "https://openova.io/bp/builders/local", version: { bp: "0.1.0" } },
            metadata: { startedOn: "2026-01-02T03:04:05Z", finishedOn: "2026-01-02T03:04:06Z" },
          },
        },
        undefined,
        1,
      ),
    );
  });

  test("in GitHub Actions says what the environment says, and claims no more", () => {
    const { source: _source, ...rest } = input;
    const predicate = provenance({ ...rest, environment: github });
    expect(predicate).toMatchObject({
      buildDefinition: {
        buildType: "https://openova.io/bp/buildtypes/publish/v1",
        internalParameters: {
          "github-actions": {
            run: "https://github.com/acme/demo/actions/runs/7/attempts/2",
            event_name: "push",
            repository_id: "1",
            repository_owner_id: "2",
            runner_environment: "github-hosted",
          },
        },
        resolvedDependencies: [
          {
            uri: "git+https://github.com/acme/demo@refs/tags/v1.2.3",
            digest: { gitCommit: github.GITHUB_SHA },
          },
          {},
          {},
        ],
      },
      runDetails: {
        builder: { id: "https://openova.io/bp/builders/github-actions" },
        metadata: { invocationId: "https://github.com/acme/demo/actions/runs/7/attempts/2" },
      },
    });
    expect(JSON.stringify(predicate)).not.toMatch(/actions\.github\.io|hunter2/u);
  });

  test("names the program that built it by its files, after all else", () => {
    const tool = {
      name: "bp",
      version: "0.1.0",
      purl: "pkg:npm/%40openova/bp",
      dirHash: "d".repeat(64),
    };
    expect(materials({ ...input, tool, subcharts: [] })).toEqual([
      expect.anything(),
      {
        name: "bp",
        uri: "pkg:npm/%40openova/bp@0.1.0",
        digest: { dirHash: "d".repeat(64) },
        annotations: { version: "0.1.0" },
      },
    ]);
    const { dirHash: _, ...unbuilt } = tool;
    expect(materials({ ...input, source: undefined, tool: unbuilt, subcharts: [] })).toEqual([
      { name: "bp", uri: "pkg:npm/%40openova/bp@0.1.0", annotations: { version: "0.1.0" } },
    ]);
  });

  test("takes git's word for the commit before the environment's", () => {
    const text = JSON.stringify(provenance({ ...input, environment: github }));
    expect(text).toContain(input.source?.commit);
    expect(text).not.toContain(github.GITHUB_SHA);
  });

  test("a detached checkout takes repository and branch from the environment that names its commit", () => {
    const uri = (commit: string): unknown => {
      const found = provenance({ ...input, source: { commit }, environment: github });
      const definition = found["buildDefinition"] as {
        resolvedDependencies: readonly { uri?: string }[];
      };
      return definition.resolvedDependencies[0]?.uri;
    };
    expect(uri(github.GITHUB_SHA)).toBe("git+https://github.com/acme/demo@refs/tags/v1.2.3");
    expect(uri("f".repeat(40))).toBeUndefined();
  });

  test.each([
    ["GITEA_ACTIONS", "gitea-actions"],
    ["FORGEJO_ACTIONS", "forgejo-actions"],
  ])("%s, which says that it is GitHub's too, is named as what it is", (variable, kind) => {
    const environment = { ...github, GITEA_ACTIONS: "true", [variable]: "true" };
    expect(provenance({ ...input, environment })).toMatchObject({
      buildDefinition: { internalParameters: { [kind]: {} } },
      runDetails: { builder: { id: `https://openova.io/bp/builders/${kind}` } },
    });
  });

  test("in GitLab names the job", () => {
    const environment = { GITLAB_CI: "true", CI_JOB_URL: "https://gitlab.com/a/-/jobs/1" };
    expect(provenance({ ...input, environment })).toMatchObject({
      runDetails: {
        builder: { id: "https://openova.io/bp/builders/gitlab-ci" },
        metadata: { invocationId: "https://gitlab.com/a/-/jobs/1" },
      },
    });
  });

  test("a token's claims go before what the environment says, and name the workflow", () => {
    const claims = {
      iss: "https://token.actions.githubusercontent.com",
      sub: "repo:acme/demo:ref:refs/heads/main",
      job_workflow_ref: "acme/flows/.github/workflows/release.yml@refs/tags/v3",
      workflow_ref: "acme/demo/.github/workflows/ci.yml@refs/heads/main",
      repository: "acme/demo",
      repository_id: "1",
      sha: "a".repeat(40),
      ref: "refs/heads/main",
      run_id: "9",
      run_attempt: "3",
      event_name: "push",
    };
    const { source: _source, ...rest } = input;
    const predicate = provenance({ ...rest, environment: github, claims });
    expect(predicate).toMatchObject({
      buildDefinition: {
        buildType: "https://openova.io/bp/buildtypes/publish/v1",
        internalParameters: {
          "github-actions": {
            run: "https://github.com/acme/demo/actions/runs/9/attempts/3",
            event_name: "push",
            repository_id: "1",
            workflow_ref: claims.workflow_ref,
          },
        },
        resolvedDependencies: [
          {
            uri: "git+https://github.com/acme/demo@refs/heads/main",
            digest: { gitCommit: claims.sha },
          },
          {},
          {},
        ],
      },
      runDetails: {
        builder: { id: `https://github.com/${claims.job_workflow_ref}` },
        metadata: { invocationId: "https://github.com/acme/demo/actions/runs/9/attempts/3" },
      },
    });
    expect(JSON.stringify(predicate)).not.toContain(github.GITHUB_SHA);
  });

  test.each([
    [
      {
        iss: "https://git.acme.test/api/actions",
        workflow_ref: "a/b/.gitea/workflows/r.yaml@refs/heads/main",
      },
      "https://git.acme.test/a/b/.gitea/workflows/r.yaml@refs/heads/main",
    ],
    [
      {
        iss: "https://gitlab.test",
        ci_config_ref_uri: "gitlab.test/a/b//.gitlab-ci.yml@refs/heads/main",
        project_id: 7,
      },
      "https://gitlab.test/a/b//.gitlab-ci.yml@refs/heads/main",
    ],
    [
      { iss: "https://accounts.test", email: "ann@acme.test" },
      "https://openova.io/bp/builders/local",
    ],
  ])("the builder of a token with %j is %s", (claims, id) => {
    expect(provenance({ ...input, claims })).toMatchObject({ runDetails: { builder: { id } } });
  });

  test("a job of GitLab's token is named by its page", () => {
    const claims = {
      iss: "https://gitlab.test",
      ci_config_ref_uri: "gitlab.test/a/b//.gitlab-ci.yml@refs/heads/main",
      project_path: "a/b",
      project_id: 7,
      job_id: "8",
    };
    expect(provenance({ ...input, claims })).toMatchObject({
      buildDefinition: { internalParameters: { "gitlab-ci": { project_id: "7" } } },
      runDetails: { metadata: { invocationId: "https://gitlab.test/a/b/-/jobs/8" } },
    });
  });

  test("says where the files differed from the commit", () => {
    const source = { commit: "0123", dirty: true };
    expect(provenance({ ...input, source })).toMatchObject({
      buildDefinition: {
        resolvedDependencies: [
          { digest: { gitCommit: "0123" }, annotations: { dirty: true } },
          {},
          {},
        ],
      },
    });
  });

  test("knows no commit where nobody says one", () => {
    const { source: _source, startedOn: _startedOn, finishedOn: _finishedOn, ...rest } = input;
    expect(provenance({ ...rest, subcharts: [] })).toMatchObject({
      buildDefinition: { resolvedDependencies: [] },
      runDetails: { metadata: {} },
    });
  });

  test("does not depend on the order of the subcharts", () => {
    const subcharts = input.subcharts.toReversed();
    expect(provenance({ ...input, subcharts })).toEqual(provenance(input));
  });
});
