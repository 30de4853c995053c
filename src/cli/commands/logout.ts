import type { LogoutReport } from "../../app/login/logout.ts";
import { logout } from "../../app/login/logout.ts";
import { registryHost } from "../../app/login/registry-host.ts";
import type { Block } from "../../report/index.ts";
import type { Run } from "../declaration.ts";

export const run: Run = async ([text = ""], options, context) => {
  const registry = registryHost(text);
  const { logins } = await context.network(options);
  const report = await logout(registry, logins);
  return { report, blocks: blocks(report) };
};

function blocks({ registry, removedFrom, leftIn }: LogoutReport): readonly Block[] {
  const places = removedFrom.map(({ place }) => place).join(" and ");
  return [
    removedFrom.length === 0
      ? { kind: "line", text: `there was no login for ${registry} to forget`, tone: "plain" }
      : { kind: "line", text: `logged out of ${registry}: gone from ${places}`, tone: "good" },
    ...leftIn.map(({ place }): Block => ({
      kind: "line",
      text: `${place} still has one, which counts from now on: it is not ours to remove`,
      tone: "warn",
    })),
  ];
}
