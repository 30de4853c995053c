/** A double as Go's %g writes it: the fewest digits, with an exponent below 0.0001 and from a million on. */
export function shortestDouble(value: number): string {
  if (!Number.isFinite(value)) return specialDouble(value, "+Inf", "-Inf");
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return plainDouble(value);
  const sign = power < 0 ? "-" : "+";
  return `${digits}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** A double in decimal digits alone, the fewest that tell it. */
export function plainDouble(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const all = digits.replace("-", "").replace(".", "");
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${all}`;
  const whole = all.slice(0, power + 1).padEnd(power + 1, "0");
  const rest = all.slice(power + 1);
  return `${sign}${whole}${rest === "" ? "" : `.${rest}`}`;
}

export function specialDouble(value: number, above: string, below: string): string {
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? above : below;
}

/** A number as Go's strconv reads it; undefined where the text is none. */
export function parseDouble(text: string): number | undefined {
  if (/^[+-]?(?:inf|infinity)$/iu.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^nan$/iu.test(text)) return Number.NaN;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
