const seconds: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

const words: Readonly<Record<string, string>> = {
  nanosecond: "ns",
  microsecond: "us",
  millisecond: "ms",
  second: "s",
  sec: "s",
  minute: "m",
  min: "m",
  hour: "h",
  hr: "h",
  day: "d",
  week: "w",
};

/**
 * A duration in seconds: Go's time.ParseDuration (`1h30m`), or one number with a unit in words (`3 days`), as
 * Kubernetes' format `duration` takes both. Undefined where it is neither.
 */
export function parseGoDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const worded = /^(\d+(?:\.\d+)?)\s*([a-zµμ]+)$/iu.exec(text);
  const unit = worded === null ? undefined : unitOf(worded[2]?.toLowerCase() ?? "");
  if (worded !== null && unit !== undefined) return Number(worded[1]) * unit;
  if (!/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/u.test(text)) return undefined;
  const parts = text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/gu);
  const sum = [...parts].reduce(
    (all, [, size, name]) => all + Number(size) * (seconds[name ?? ""] ?? 0),
    0,
  );
  return text.startsWith("-") ? -sum : sum;
}

function unitOf(name: string): number | undefined {
  return seconds[name] ?? seconds[words[name] ?? words[name.replace(/s$/u, "")] ?? ""];
}
