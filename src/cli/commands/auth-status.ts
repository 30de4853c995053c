import type { AuthStatusReport, LoginStatus } from "../../app/login/auth-status.ts";
import { authStatus } from "../../app/login/auth-status.ts";
import { registryHost } from "../../app/login/registry-host.ts";
import type { Block, Cell } from "../../report/index.ts";
import type { Run } from "../declaration.ts";
import { flag } from "../declaration.ts";

export const run: Run = async (args, options, context) => {
  const registries = args.map(registryHost);
  const { logins } = await context.network(options);
  const report = await authStatus(registries, { check: flag(options, "check") }, logins);
  return { report, blocks: blocks(report) };
};

function blocks({ logins, without }: AuthStatusReport): readonly Block[] {
  const none = logins.length === 0 && without.length === 0;
  return [
    ...(logins.length === 0 ? [] : [tableOf(logins)]),
    ...without.map((registry): Block => ({
      kind: "line",
      text: `no login for ${registry}: \`bp login ${registry}\``,
      tone: "bad",
    })),
    ...(none
      ? [{ kind: "line", text: "no login is kept: `bp login HOST`", tone: "plain" } as const]
      : []),
  ];
}

function tableOf(logins: readonly LoginStatus[]): Block {
  return {
    kind: "table",
    head: ["registry", "user", "secret", "kept in", "state"],
    rows: logins.map((one) => [
      one.registry,
      one.username ?? "-",
      one.secret,
      one.place,
      stateCell(one),
    ]),
  };
}

function stateCell({ used, state, reason = "" }: LoginStatus): Cell {
  if (!used) return { text: "not used: another comes before it", tone: "warn" };
  if (state === "accepted") return { text: "accepted", tone: "good" };
  if (state === "unasked") return { text: "the registry answers everybody", tone: "plain" };
  if (state === "unchecked") return { text: "used", tone: "plain" };
  return { text: `${state}: ${reason}`, tone: "bad" };
}
