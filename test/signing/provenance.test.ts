import { describe, expect, test } from "vitest";

import type { ProvenanceInput } from "../../src/signing/index.ts";
import { provenance } from "../../src/signing/index.ts";

const input: ProvenanceInput = {
  chart: { name: "bp-demo", version: "1.2.3", folder: "platform/demo" },
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

  test("takes git's word for the commit before the environment's", () => {
    const text = JSON.stringify(provenance({ ...input, environment: github }));
    expect(text).toContain(input.source?.commit);
    expect(text).not.toContain(github.GITHUB_SHA);
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
