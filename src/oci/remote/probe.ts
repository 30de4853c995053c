import { BpError } from "../../model/error.ts";
import { mediaType } from "../../model/media-type.ts";
import { originOf } from "./endpoint.ts";
import { discard, problemOf } from "./problem.ts";
import { listReferrers } from "./referrers.ts";
import { Repository } from "./repository.ts";
import { abandon, beginUpload, sessionOf } from "./session.ts";
import type { RegistryOptions } from "./store.ts";

/** What a registry says to somebody without a login. */
export interface Greeting {
  /** Whether it answers everybody. */
  readonly open: boolean;
  /** Its clock, as the `Date` header has it (RFC 9110, 6.6.1). */
  readonly date: string | undefined;
}

/** Questions about a registry that leave nothing behind. */
export interface RegistryProbe {
  /** Whether there is a registry (distribution-spec, "Determining Support"). @throws BpError REGISTRY, NETWORK */
  greet(): Promise<Greeting>;
  /** Begins an upload and gives it up. @throws BpError UNAUTHORIZED, DENIED where the login may not write there */
  push(): Promise<void>;
  /** Whether there is a referrers API; undefined where a repository that is not there yet keeps it from saying so. */
  listsReferrers(): Promise<boolean | undefined>;
}

/** No content has this digest. */
const nothing = {
  mediaType: mediaType.manifest,
  digest: `sha256:${"0".repeat(64)}`,
  size: 0,
} as const;

export function registryProbe(options: RegistryOptions): RegistryProbe {
  const { client, host, path } = options;
  const origin = originOf(host, options.plainHttp);
  const at = (access: "pull" | "push"): Repository =>
    new Repository(client, origin, { host, path, access });
  return {
    async greet() {
      const url = new URL("/v2/", origin);
      const answer = await client.retrying({ origin, host }, () =>
        client.plain({ method: "GET", url, headers: {}, sameOrigin: true }),
      );
      const { status, headers } = answer;
      if (status === 200 || status === 401) {
        await discard(answer);
        return { open: status === 200, date: headers.date };
      }
      if (status !== 404) throw await problemOf(answer, host);
      await discard(answer);
      throw new BpError("REGISTRY", `${host} does not answer as a registry: there is no /v2/`, {
        hint: "check the host and its port",
      });
    },
    async push() {
      const repository = at("push");
      const answer = await repository.retrying(undefined, () => beginUpload(repository, undefined));
      if (answer.status !== 202) throw await repository.problem(answer);
      const session = sessionOf(repository, answer);
      await discard(answer);
      await abandon(repository, session);
    },
    async listsReferrers() {
      const repository = at("pull");
      await listReferrers(repository, nothing, undefined, undefined);
      const { referrers } = repository.facts;
      return referrers === undefined ? undefined : referrers !== "fallback";
    },
  };
}
